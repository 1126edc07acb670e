/// Brings a set's files from its mirrors into the cache.
struct Download {
    let collection: IDXCollection
    let locator: DataLocator

    init(_ collection: IDXCollection, locator: DataLocator) {
        self.collection = collection
        self.locator = locator
    }

    /// Returns the folder in which the whole set now lies.
    func run(_ places: [String], _ progress: DataProgressHandler) throws(DataError) -> String {
        throw .notFound(set: collection.name, places: places, download: .impossible)
    }
}
