/// The four files of a set, and the names they go by.
package enum IDXRole: String, Sendable, Hashable, CaseIterable {
    case trainingImages, trainingLabels, testImages, testLabels

    package var content: IDXContent { self == .trainingImages || self == .testImages ? .images : .labels }
    package var isTraining: Bool { self == .trainingImages || self == .trainingLabels }

    /// As MNIST's authors and all mirrors call it.
    package var usualName: String { spellings[0] }
    /// The same, not gzipped.
    var plainName: String { spellings[1] }

    /// Gzipped or plain, with `-idx3-` or (as some unpackers write) `.idx3-`; the test set is `t10k` or `test`.
    var spellings: [String] {
        let parts = isTraining ? ["train"] : ["t10k", "test"]
        let (kind, dimensions) = content == .images ? ("images", "idx3") : ("labels", "idx1")
        return parts.flatMap { part in
            ["-", "."].flatMap { dot in [".gz", ""].map { "\(part)-\(kind)\(dot)\(dimensions)-ubyte\($0)" } }
        }
    }

    enum Matching {
        /// `train-images-idx3-ubyte.gz`
        case exactly
        /// `emnist-letters-train-images-idx3-ubyte.gz` too.
        case atTheEnd
    }

    /// Where the four files lie in a folder; nil where it has none of them. Some but not all is an error.
    static func paths(in folder: String, matching: Matching) throws(DataError) -> ByRole<String>? {
        guard let names = try Files.names(inFolder: folder) else { return nil }
        var paths: [IDXRole: String] = [:]
        for role in allCases {
            for spelling in role.spellings where paths[role] == nil {
                let fitting = names.filter { $0 == spelling || (matching == .atTheEnd && $0.hasSuffix(spelling)) }
                // Some archives unpack to a folder of the file's name.
                paths[role] = fitting.map { folder + "/" + $0 }.first { Files.kind($0) == .file }
            }
        }
        if paths.isEmpty { return nil }
        if let all = ByRole({ paths[$0] }) { return all }
        throw .incompleteSet(
            folder: folder, found: allCases.compactMap { paths[$0] }.map { String($0.dropFirst(folder.count + 1)) },
            missing: allCases.filter { paths[$0] == nil }.map(\.usualName))
    }
}

/// Something for each of the four files.
struct ByRole<Value> {
    var trainingImages: Value
    var trainingLabels: Value
    var testImages: Value
    var testLabels: Value

    init(_ make: (IDXRole) throws(DataError) -> Value) throws(DataError) {
        trainingImages = try make(.trainingImages)
        trainingLabels = try make(.trainingLabels)
        testImages = try make(.testImages)
        testLabels = try make(.testLabels)
    }

    /// nil where one is missing.
    init?(_ find: (IDXRole) -> Value?) {
        guard let trainingImages = find(.trainingImages), let trainingLabels = find(.trainingLabels),
            let testImages = find(.testImages), let testLabels = find(.testLabels)
        else { return nil }
        self.trainingImages = trainingImages
        self.trainingLabels = trainingLabels
        self.testImages = testImages
        self.testLabels = testLabels
    }

    subscript(role: IDXRole) -> Value {
        switch role {
        case .trainingImages: trainingImages
        case .trainingLabels: trainingLabels
        case .testImages: testImages
        case .testLabels: testLabels
        }
    }
}
