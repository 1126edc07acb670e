/// Why a `load` failed: facts only. The sentences are in DataErrorMessages.swift.
package indirect enum DataError: Error, Sendable, Hashable {
    case unknownSet(name: String, known: [String])
    case pathNeeded(set: String)
    case pathNotTaken(set: String, path: String)
    case file(path: String, FileFault)
    /// Some files of a set are there and some are not.
    case incompleteSet(folder: String, found: [String], missing: [String])
    case countsDiffer(images: Int, imagesFile: String, labels: Int, labelsFile: String)
    case labelTooLarge(file: String, position: Int, label: Int, classes: Int)
    case shapesDiffer(file: String, height: Int, width: Int, otherFile: String, otherHeight: Int, otherWidth: Int)
    case split(SplitFault)
    /// Nothing was found in `places`, and no download helped.
    case notFound(set: String, places: [String], download: DownloadFault)
    /// `load A or B`: none could be had.
    case noneOf([Unavailable])
    case interrupted

    package enum FileFault: Sendable, Hashable {
        case absent
        case unreadable(reason: String)
        case notAFile
        case notAFolder
        case empty
        /// Sizes in bytes, uncompressed.
        case truncated(expected: Int, found: Int)
        case overlong(expected: Int)
        case damagedGzip(reason: String)
        case wrongMagic(expected: UInt32, found: UInt32)
        /// Labels where images were expected, or the other way round.
        case swapped(found: IDXContent)
        case wrongCount(expected: Int, found: Int)
        case wrongSize(expectedHeight: Int, expectedWidth: Int, height: Int, width: Int)
        /// The header speaks of no images, or of more than this program can hold.
        case impossibleHeader(count: Int, height: Int, width: Int)
        case wrongChecksum(expected: String, found: String)
        /// Sizes in bytes.
        case tooLarge(bytes: Int, limit: Int)
        case npz(NPZFault)
        case csv(CSVFault)
        /// Gzipped, where a plain file is expected.
        case packed
        case tooFewImages(found: Int, needed: Int)
    }

    package enum NPZFault: Sendable, Hashable {
        case zip(ZipFault)
        case missingArrays([String], found: [String])
        case array(String, NumpyFault)
        case images(String, NPZImagesFault)
    }

    package enum SplitFault: Sendable, Hashable {
        case tooMany(training: Int?, validation: Int?, available: Int)
        case nothingToTrain(validation: Int)
        case notPositive(word: String, value: Int)
        case stratifiedWithoutParts
    }

    package enum DownloadFault: Sendable, Hashable {
        case banned(DataLocator.DownloadBan)
        /// The set has no mirrors.
        case impossible
        /// `lenet-fetch` is not where it should be.
        case noFetcher(path: String)
        case fetcherFailed(path: String, reason: String)
        case noCache
        case cacheNotWritable(path: String, reason: String)
        case mirrors([MirrorAnswer])
    }

    /// What a mirror said to its last request.
    package struct MirrorAnswer: Sendable, Hashable {
        package var address: String
        package var answer: Answer

        package enum Answer: Sendable, Hashable {
            /// The text that lenet-fetch gave: "404 Not Found", "no such host".
            case failed(String)
            /// It sent something else than the file.
            case wrongBytes(FileFault)
        }
    }

    /// One of the sets of `load A or B`, and why it could not be had.
    package struct Unavailable: Sendable, Hashable {
        package var request: DataRequest
        package var error: DataError
    }

    /// True where a set is simply not there, so that `load A or B` may go on to B. Damaged data is never passed over.
    package var meansAbsence: Bool {
        switch self {
        case .notFound: true
        case .file(_, .absent): true
        default: false
        }
    }
}

/// What an IDX file holds.
package enum IDXContent: Sendable, Hashable {
    case images, labels

    /// The first four bytes of such a file: two zeros, "unsigned bytes", the number of dimensions.
    package var magic: UInt32 { self == .images ? 0x0000_0803 : 0x0000_0801 }
}
