/// A set of four IDX files whose contents are known: MNIST and its look-alikes. One body, a value each.
package struct IDXCollection: Sendable {
    package var name: String
    /// For people: `MNIST`.
    package var title: String
    /// Its folder's names below LENET_DATA, `data` and the cache; the usual one first.
    package var folders: [String]
    /// Where packages of the operating system put it.
    package var systemFolders: [String]
    /// Addresses of folders that have the four files gzipped, under their usual names.
    package var mirrors: [String]
    package var trainingCount: Int
    package var testCount: Int
    package var height: Int
    package var width: Int
    package var classes: Int
    /// SHA-256 of the uncompressed bytes.
    package var checksums: [IDXRole: String]

    package init(
        name: String, title: String, folders: [String], systemFolders: [String] = [], mirrors: [String],
        trainingCount: Int = 60_000, testCount: Int = 10_000, height: Int = 28, width: Int = 28, classes: Int = 10,
        checksums: [IDXRole: String]
    ) {
        self.name = name
        self.title = title
        self.folders = folders
        self.systemFolders = systemFolders
        self.mirrors = mirrors
        self.trainingCount = trainingCount
        self.testCount = testCount
        self.height = height
        self.width = width
        self.classes = classes
        self.checksums = checksums
    }

    /// Finds, or else downloads, the four files, and checks every one. A folder that has some of them decides: if they are
    /// damaged or not all there, that is an error, and no other place is tried.
    package func read(_ locator: DataLocator, _ progress: DataProgressHandler) throws(DataError) -> Dataset {
        let places = locator.places(folders: folders, system: systemFolders)
        for folder in places {
            guard let paths = try IDXRole.paths(in: folder, matching: .exactly) else { continue }
            return try read(paths, source: folder)
        }
        let folder = try Download(self, locator: locator).run(places, progress)
        guard let paths = try IDXRole.paths(in: folder, matching: .exactly) else {
            throw .incompleteSet(folder: folder, found: [], missing: IDXRole.allCases.map(\.usualName))
        }
        return try read(paths, source: folder)
    }

    func expectation(_ role: IDXRole) -> IDXFile.Expectation {
        .init(
            count: role.isTraining ? trainingCount : testCount, height: role.content == .images ? height : 1,
            width: role.content == .images ? width : 1, checksum: checksums[role])
    }

    private func read(_ paths: ByRole<String>, source: String) throws(DataError) -> Dataset {
        let files = try ByRole { role throws(DataError) in
            try IDXFile.read(paths[role], role.content, expected: expectation(role))
        }
        return try Dataset(name: name, source: source, files: files, classes: classes)
    }
}

extension Dataset {
    /// Four files that have been read, put together. `classes`: nil takes as many as the labels use.
    init(name: String, source: String, files: ByRole<IDXFile>, classes: Int?) throws(DataError) {
        let largest = max(files.trainingLabels.bytes.max() ?? 0, files.testLabels.bytes.max() ?? 0)
        let classes = classes ?? max(2, Int(largest) + 1)
        let (first, second) = (files.trainingImages, files.testImages)
        if first.height != second.height || first.width != second.width {
            throw .shapesDiffer(
                file: second.path, height: second.height, width: second.width,
                otherFile: first.path, otherHeight: first.height, otherWidth: first.width)
        }
        self.init(
            name: name, source: source, checksums: IDXRole.allCases.map { files[$0].checksum },
            training: ImageSplit(try ImageSet(files.trainingImages, files.trainingLabels, classes: classes)), validation: nil,
            test: ImageSplit(try ImageSet(files.testImages, files.testLabels, classes: classes)))
    }
}

extension ImageSet {
    fileprivate init(_ images: IDXFile, _ labels: IDXFile, classes: Int) throws(DataError) {
        if images.count != labels.count {
            throw .countsDiffer(
                images: images.count, imagesFile: images.path, labels: labels.count, labelsFile: labels.path)
        }
        if let position = labels.bytes.firstIndex(where: { Int($0) >= classes }) {
            throw .labelTooLarge(
                file: labels.path, position: position, label: Int(labels.bytes[position]), classes: classes)
        }
        self.init(
            count: images.count, channels: 1, height: images.height, width: images.width, classes: classes,
            pixels: images.bytes, labels: labels.bytes)
    }
}
