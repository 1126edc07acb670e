/// What decided a training besides what its `Run` says, and where it was done: what a record adds.
package struct RunFacts: Sendable, Hashable {
    /// The script that does it again. The training is the last statement's: `occurrence` counts, from 1, those of them with the
    /// same rule, seed and options.
    package struct Origin: Sendable, Hashable {
        package var script: String
        package var occurrence: Int
        /// False where no script says all that came before: a statement failed half-way, a loop was cut short.
        package var isExact: Bool
        /// What the script sees as `args`.
        package var arguments: [String]
        /// Relative paths start here.
        package var directory: String
        package init(script: String, occurrence: Int, isExact: Bool, arguments: [String], directory: String) {
            self.script = script
            self.occurrence = occurrence
            self.isExact = isExact
            self.arguments = arguments
            self.directory = directory
        }
    }

    package struct Data: Sendable, Hashable {
        /// `digits`, `idx`
        package var name: String
        /// Where the bytes came from, for people.
        package var source: String
        /// Images.
        package var training: Int
        package var validation: Int?
        package var test: Int
        /// SHA-256 of the set's own checksums and of which images are in which part.
        package var checksum: String
        package init(name: String, source: String, training: Int, validation: Int?, test: Int, checksum: String) {
            self.name = name
            self.source = source
            self.training = training
            self.validation = validation
            self.test = test
            self.checksum = checksum
        }
    }

    /// Where and by what it was done; none of it changes a bit.
    package struct Place: Sendable, Hashable {
        package var threads: Int
        package var lenet: String
        /// `NumericsVersion`: equal ones mean equal bits.
        package var numerics: Int
        package var processor: String
        /// `avx2`
        package var kernels: String
        package init(threads: Int, lenet: String, numerics: Int, processor: String, kernels: String) {
            self.threads = threads
            self.lenet = lenet
            self.numerics = numerics
            self.processor = processor
            self.kernels = kernels
        }
    }

    /// The number of the record; nil where none was written.
    package var number: Int?
    /// When it ended, in UTC: `2026-11-23T01:09:30Z`.
    package var time: String
    /// `train`, `resume`, `compare`, …
    package var statement: String
    /// Of a comparison's run: all its rules.
    package var comparison: String?
    package var until: String?
    package var epochsAsked: Int
    package var data: Data
    /// A line for each layer: `conv 6 5x5 same relu`.
    package var layers: [String]
    package var parameters: Int
    package var place: Place
    package var origin: Origin

    package init(
        number: Int? = nil, time: String, statement: String, comparison: String? = nil, until: String? = nil,
        epochsAsked: Int, data: Data, layers: [String], parameters: Int, place: Place, origin: Origin
    ) {
        self.number = number
        self.time = time
        self.statement = statement
        self.comparison = comparison
        self.until = until
        self.epochsAsked = epochsAsked
        self.data = data
        self.layers = layers
        self.parameters = parameters
        self.place = place
        self.origin = origin
    }
}
