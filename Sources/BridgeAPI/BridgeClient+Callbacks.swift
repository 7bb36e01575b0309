extension BridgeClient {
    /// The addresses that the bridge tells of every change (`/callback/list`).
    public func callbacks() async throws(BridgeError) -> CallbackListing {
        try decode(try await answer(to: .listCallbacks), CallbackListing.init)
    }

    /// Has the bridge tell one address more, of three at most (`/callback/add`).
    ///
    /// The bridge does not notice that it knows an address already: list first. `https`, or more than 254 characters, is
    /// ``BridgeError/badRequest``; a fourth one is ``BridgeError/unsuccessful(message:)``.
    public func addCallback(_ url: String) async throws(BridgeError) {
        try success(try await answer(to: .addCallback(url: url)))
    }

    /// Has the bridge forget one (`/callback/remove`). Ids may be given anew afterwards: list again.
    public func removeCallback(id: Int) async throws(BridgeError) {
        try success(try await answer(to: .removeCallback(id: id)))
    }
}
