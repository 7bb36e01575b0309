import NukiDomain
import Testing

@Suite("Entity ids")
struct EntitySlugTests {
    @Test(
        "A name becomes lower-case ASCII words with underscores",
        arguments: [
            ("Front door", "front_door"), ("  Front -- door!", "front_door"), ("Haustür (Süd)", "haustur_sud"),
            ("Hau\u{0308}ser", "hauser"), ("Straße", "strasse"), ("Ærø", "aero"), ("Anna's door", "annas_door"),
            ("Łódź 2", "lodz_2"),
        ])
    func slugs(name: String, slug: String) {
        #expect(EntitySlug.of(name) == slug)
    }

    @Test("A name without a Latin letter has none", arguments: ["", "扉", "!!", "\u{1B}\u{202E}"])
    func none(name: String) {
        #expect(EntitySlug.of(name) == nil)
    }

    @Test("An entity's id is its domain, the slug and its suffix")
    func ids() {
        #expect(DeviceEntity.lock.id(slug: "front_door") == "lock.front_door")
        #expect(DeviceEntity.door.id(slug: "front_door") == "binary_sensor.front_door_door")
        #expect(DeviceEntity.battery.id(slug: "front_door") == "sensor.front_door_battery")
    }
}
