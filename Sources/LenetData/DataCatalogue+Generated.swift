// Generated from the folder Sets. Renew with: LENET_RECORD=1 swift test -c release --filter CatalogueFile
extension DataCatalogue {
    static let sources: [DataSource] = [CSVFile.source, Digits.source, FashionMNIST.source, IDXFolder.source, MNIST.source, NPZFile.source]
}
