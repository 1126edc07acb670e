/// What a `load` statement asks for: `load mnist train 48000 validation 12000`, `load idx "folder"`.
package struct DataRequest: Sendable, Hashable {
    /// `mnist`
    package var name: String
    /// The text behind the name, for sets that lie where their user says: `idx "folder"`.
    package var path: String?
    package var split: SplitRequest

    package init(name: String, path: String? = nil, split: SplitRequest = .none) {
        self.name = name
        self.path = path
        self.split = split
    }

    /// As written in a script, without the split: `mnist`, `idx "folder"`.
    package var spelling: String { path.map { "\(name) \"\($0)\"" } ?? name }
}

/// How the training images are to be divided. The test images are never touched.
package struct SplitRequest: Sendable, Hashable {
    /// `train N`: nil means all that validation leaves.
    package var training: Int?
    /// `validation N`: nil means that there is none.
    package var validation: Int?
    /// Every class in each part in the proportion that it has in the whole.
    package var isStratified: Bool

    package init(training: Int? = nil, validation: Int? = nil, isStratified: Bool = false) {
        self.training = training
        self.validation = validation
        self.isStratified = isStratified
    }

    /// All images train, none validate.
    package static let none = SplitRequest()
}
