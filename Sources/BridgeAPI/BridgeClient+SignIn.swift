extension BridgeClient {
    /// Waits for somebody to press the bridge's button, 30 s at most (`/auth`). Lights the bridge's LED.
    public func authorizeByButton() async throws(BridgeError) -> ButtonAnswer {
        try decode(try await answer(to: .auth), ButtonAnswer.init)
    }

    /// Switches sign-in by button on or off, and with it whether Nuki's cloud lists the bridge's address
    /// (`/configAuth`).
    public func allowButton(_ isAllowed: Bool) async throws(BridgeError) {
        try success(try await answer(to: .configAuth(enabled: isAllowed)))
    }
}
