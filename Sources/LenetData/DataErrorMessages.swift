/// The one writer of this room: a fact becomes a sentence and the lines below it.
extension DataError {
    /// One line without a full stop: "no dataset named 'minst'".
    package var message: String {
        switch self {
        case .unknownSet(let name, _): "no dataset named '\(name)'"
        case .pathNeeded(let set): "'\(set)' needs the place of its files: load \(set) \"\(Self.place(set))\""
        case .pathNotTaken(let set, _): "'\(set)' takes no path"
        case .file(let path, let fault): "\(path) \(fault.predicate)"
        case .incompleteSet(let folder, let found, _):
            found.isEmpty ? "no IDX files in \(folder)" : "the set in \(folder) is not complete"
        case .countsDiffer(let images, _, let labels, _): "\(grouped(images)) images but \(grouped(labels)) labels"
        case .labelTooLarge(let file, _, let label, let classes):
            "\(file) has a label \(label), but the labels of this set are 0 to \(classes - 1)"
        case .shapesDiffer: "training and test images have different sizes"
        case .split(let fault): fault.message
        case .notFound(let set, _, let download):
            switch download {
            case .banned: "\(set) was not found, and nothing may be downloaded"
            case .impossible: "\(set) was not found"
            default: "\(set) was not found and could not be downloaded"
            }
        case .noneOf(let missed): "none of \(missed.map(\.request.spelling).joined(separator: ", ")) could be had"
        case .interrupted: "interrupted"
        }
    }

    /// What was looked at, what was expected and found, and the ways on: a line each.
    package var notes: [String] {
        switch self {
        case .unknownSet(_, let known): ["datasets: \(known.sorted().joined(separator: ", "))  (help datasets)"]
        case .pathNeeded, .interrupted: []
        case .pathNotTaken(let set, let path):
            ["a folder of your own with files in MNIST's format: load idx \"\(path)\"", "where \(set) is looked for: help \(set)"]
        case .file(let path, let fault): fault.notes(path)
        case .incompleteSet(let folder, let found, let missing):
            (found.isEmpty ? [] : ["found: \(found.joined(separator: ", "))"])
                + ["missing: \(missing.joined(separator: ", "))", "complete it, or move \(folder) away"]
        case .countsDiffer(let images, let imagesFile, let labels, let labelsFile):
            ["\(imagesFile): \(grouped(images)) images", "\(labelsFile): \(grouped(labels)) labels", "do the two files belong together?"]
        case .labelTooLarge(_, let position, _, _): ["it is the label of image \(grouped(position)), counted from 0"]
        case .shapesDiffer(let file, let height, let width, let other, let otherHeight, let otherWidth):
            ["\(other): \(otherHeight)x\(otherWidth)", "\(file): \(height)x\(width)"]
        case .split(let fault): fault.notes
        case .notFound(let set, let places, let download):
            places.map { "looked in \($0)" } + download.notes(set) + Self.waysOn(set, places, download)
        case .noneOf(let missed):
            missed.flatMap { ["\($0.request.spelling): \($0.error.message)"] + $0.error.notes.map { "  " + $0 } }
        }
    }

    /// What a set's card calls the place of its files.
    private static func place(_ set: String) -> String {
        DataCatalogue.source(named: set)?.card.parameters.first?.name ?? "folder"
    }

    private static func waysOn(_ set: String, _ places: [String], _ download: DownloadFault) -> [String] {
        let here = places.first.map { "put its four files into \($0), or name their folder's parent in LENET_DATA" }
        return [here, "or go on without it: load digits, or load \(set) or digits"].compactMap { $0 }
    }
}

extension DataError.FileFault {
    /// Goes on after the file's name.
    fileprivate var predicate: String {
        switch self {
        case .absent: "is not there"
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .notAFile: "is not a file"
        case .notAFolder: "is not a folder"
        case .empty: "is empty"
        case .truncated: "is too short"
        case .overlong: "is too long"
        case .damagedGzip: "is a damaged gzip file"
        case .wrongMagic(let expected, _): "is not an IDX file of \(IDXContent.images.magic == expected ? "images" : "labels")"
        case .swapped(let found):
            found == .images ? "holds images where labels should be" : "holds labels where images should be"
        case .wrongCount: "has the wrong number of entries"
        case .wrongSize: "has images of the wrong size"
        case .impossibleHeader: "has a header that cannot be right"
        case .wrongChecksum: "is not the file that it should be"
        case .tooLarge: "is larger than lenet reads"
        case .npz(let fault): fault.predicate
        case .csv(let fault): fault.predicate
        case .packed: "is gzipped"
        case .tooFewImages: "has too few images to keep some for testing"
        }
    }

    fileprivate func notes(_ path: String) -> [String] {
        switch self {
        case .absent, .unreadable, .notAFile, .notAFolder, .empty: []
        case .truncated(let expected, let found):
            ["expected: \(grouped(expected)) bytes", "found: \(grouped(found)) bytes", "it was cut off; bring it again"]
        case .overlong(let expected): ["expected: \(grouped(expected)) bytes", "found: more bytes after them"]
        case .damagedGzip(let reason): ["zlib says: \(reason)", "bring the file again"]
        case .wrongMagic(let expected, let found):
            ["expected: the magic number \(hexadecimal(expected))", "found: \(hexadecimal(found))"]
        case .swapped: ["two files may have been exchanged or misnamed"]
        case .wrongCount(let expected, let found): ["expected: \(grouped(expected))", "found: \(grouped(found))"]
        case .wrongSize(let expectedHeight, let expectedWidth, let height, let width):
            ["expected: \(expectedHeight)x\(expectedWidth)", "found: \(height)x\(width)"]
        case .impossibleHeader(let count, let height, let width):
            ["found: \(grouped(count)) images of \(grouped(height))x\(grouped(width))"]
        case .wrongChecksum(let expected, let found): ["expected: SHA-256 \(expected)", "found: \(found)"]
        case .tooLarge(let bytes, let limit): ["expected: at most \(grouped(limit)) bytes", "found: \(grouped(bytes))"]
        case .npz(let fault): fault.notes
        case .csv(let fault): fault.notes
        case .packed: ["unpack it first: gunzip \(path)"]
        case .tooFewImages(let found, let needed): ["expected: at least \(grouped(needed))", "found: \(grouped(found))"]
        }
    }
}

extension DataError.SplitFault {
    fileprivate var message: String {
        switch self {
        case .tooMany(let training, let validation, let available):
            "\([training, validation].compactMap { $0.map(grouped) }.joined(separator: " + ")) images were asked for, "
                + "there are \(grouped(available))"
        case .nothingToTrain(let validation): "validation \(grouped(validation)) leaves no image to train with"
        case .notPositive(let word, let value): "\(word) needs at least one image, not \(grouped(value))"
        case .stratifiedWithoutParts: "stratified says how to divide, but nothing is to be divided"
        }
    }

    fileprivate var notes: [String] {
        switch self {
        case .tooMany(_, _, let available): ["train and validation together: at most \(grouped(available)) images"]
        case .nothingToTrain, .notPositive: []
        case .stratifiedWithoutParts: ["for instance: validation 10000 stratified"]
        }
    }
}

extension DataError.DownloadFault {
    fileprivate func notes(_ set: String) -> [String] {
        switch self {
        case .banned(.option): ["--offline forbids to download"]
        case .banned(.environment): ["LENET_OFFLINE forbids to download"]
        case .impossible: []
        case .noFetcher(let path): ["to download it, \(path) is needed: it is built beside lenet (swift build -c release)"]
        case .fetcherFailed(let path, let reason): ["\(path): \(reason)"]
        case .noCache: ["there is no folder to download to: neither XDG_CACHE_HOME nor HOME is set"]
        case .cacheNotWritable(let path, let reason): ["nothing can be written to \(path): \(reason)"]
        case .mirrors(let answers): answers.map { "\($0.address): \($0.answer.text)" } + ["another mirror can be named in LENET_MIRROR"]
        }
    }
}

extension DataError.MirrorAnswer.Answer {
    fileprivate var text: String {
        switch self {
        case .failed(let text): text
        case .wrongBytes(let fault): "what it sent \(fault.predicate)"
        }
    }
}

private func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
