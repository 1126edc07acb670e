import LenetCards

/// Any folder with four IDX files.
package enum IDXFolder {
    package static let source = DataSource(card) { request, locator, _ throws(DataError) in
        let folder = locator.absolute(request.path ?? "")
        switch Files.kind(folder) {
        case nil: throw .file(path: folder, .absent)
        case .folder: break
        default: throw .file(path: folder, .notAFolder)
        }
        guard let paths = try IDXRole.paths(in: folder, matching: .atTheEnd) else {
            throw .incompleteSet(folder: folder, found: [], missing: IDXRole.allCases.map(\.usualName))
        }
        let files = try ByRole { role throws(DataError) in try IDXFile.read(paths[role], role.content, expected: nil) }
        return try Dataset(name: "idx", source: folder, files: files, classes: nil)
    }

    package static let card = Card(
        .dataset, "idx", "A folder of your own with four files in MNIST's format.",
        [Parameter("folder", .positional, .path, "The folder; a relative path starts from where lenet was started.")],
        notes: [
            "Names end in train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte (or test-…), "
                + "with or without .gz. Sizes are taken from the files; there are as many classes as the labels use."
        ],
        otherSpellings: ["ubyte"])
}
