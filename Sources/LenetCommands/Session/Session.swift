import LenetCards
import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// One person's sitting with lenet: everything that statements change. A class, because a sitting is one thing with an
/// identity; a test makes as many as it likes, and none knows of another.
package final class Session {
    package let output: any Output
    package var settings: Settings
    package var limits = Limits()
    /// Asked between statements and between batches.
    package var isInterrupted: () -> Bool = { false }
    /// How data is had; tests bring their own.
    package var loadData: ([DataRequest], DataLocator, DataProgressHandler) throws(DataError) -> LoadedData = {
        (requests, locator, progress) throws(DataError) in
        let first = try loadFirst(of: requests, locator: locator, progress: progress)
        return LoadedData(dataset: first.dataset, request: first.request, passedOver: first.passedOver.map(\.request))
    }
    /// Seconds from some fixed moment.
    package var clock: () -> Double = SystemClock.seconds

    // The language.
    package var sources: SourceTable
    package var scopes = Scopes()
    package var library: RuleLibrary {
        didSet {
            ruleNames = RuleNames(library)
            changes += 1
        }
    }
    /// The library's names, kept at hand: every use of a name asks.
    var ruleNames: RuleNames
    package var functions: [String: FunctionDefinition] = [:] { didSet { changes += 1 } }
    package var models: [String: ModelDefinition] = [:] { didSet { changes += 1 } }
    package internal(set) var grammar: Grammar
    package var dialect = Dialect.keras
    /// How many functions wait for functions at this moment, and what room they have.
    var callDepth = 0
    /// The codes of the errors and warnings that the last text brought.
    package internal(set) var reportedCodes: [String] = []
    var stack = StackRoom()

    // The laboratory.
    package var dataset: Dataset? { didSet { endPause() } }
    /// How the dataset was asked for.
    package var dataRequest: DataRequest?
    /// The current model, the optimizer's state, where the data order stands.
    package var training: TrainingState? {
        didSet {
            endPause()
            if !isOnItsLine { forgetPast() }
        }
    }
    /// What the model was made from: `lenet5`.
    package var architecture: Architecture?
    /// What the last training used: `train` without `with`, and `evaluate` without `loss`, take them.
    package var lastRule: Contender?
    /// How it was asked for.
    package var lastRequest: RuleRequest?
    /// What `why` speaks of unless something else is named.
    package var lastResult: LastResult?
    /// A training that was interrupted, as long as nothing else has moved the model.
    package var paused: PausedTraining? { didSet { if paused != nil { cutShort = nil } } }
    /// A comparison that was interrupted, where that was later than a training's pause.
    package var cutShort: CutShort?
    /// The way to where the model stands, and what is known of the way on.
    package internal(set) var past = Past()
    /// The model is moving on that way, or along it.
    var isOnItsLine = false
    /// Kept points with ways of their own, in the order in which they were made; where the model stands is none of them.
    package var branches: [Branch] = [] { didSet { changes += 1 } }
    /// Of the way on which the model stands.
    package var branchName = Branch.mainName
    /// What `when` said, in order.
    package internal(set) var watchers: [Watcher] = []
    /// The `when` block that runs, between two updates of a training.
    var passing: Passing?
    /// Where and how often a training is written to a file while it runs.
    package var autosave: Autosave?
    /// A training whose last update `step` has made: the next `step` makes another of its kind.
    package var stepped: PausedTraining?
    /// The walk over a landscape that `step … on` has begun.
    package var walk: StandingWalk? { didSet { changes += 1 } }
    /// What the last `step` returned, and the layers of its model: `plot updates` draws it.
    var lastStep: (record: Record, plan: NetworkPlan)?
    /// What `step` shows, in the order in which it was asked for.
    package var watched: [Watched] = [] { didSet { changes += 1 } }
    /// The losses of the training that runs, for the progress line.
    package var live = LiveCurve()
    package var lossInUse = Loss.standard
    private var machineMade: Machine?

    /// The lesson that goes on.
    package var lesson: LessonInProgress?
    /// Brought to their ends in this session.
    var finishedLessons: Set<String> = []

    /// Where trainings are recorded, if they are.
    package var recording = Recording()

    // The sitting.
    /// The statements that made the session what it is.
    package var transcript = Transcript()
    /// What was entered at the prompt, in this shell and in those before, oldest first.
    package var entered: [String] = []
    /// `quit` was said.
    package var hasQuit = false
    /// The command line's, before any `seed`.
    package let startingSeed: UInt64
    /// Read by the shell at its start, if it is there.
    package var startUpFile: String?
    /// A text that the shell runs next: what `edit` brought.
    package var waiting: String?
    /// Counts what `save session` must write down; see `Stamp`.
    private(set) var changes = 0

    /// Something that `save session` must write down has changed.
    func noteChange() { changes += 1 }

    private func endPause() {
        changes += 1
        paused = nil
        stepped = nil
        walk?.isNext = false
    }

    package init(output: any Output, settings: Settings = Settings()) {
        self.output = output
        self.settings = settings
        startingSeed = settings.seed
        recording.isOn = settings.records
        var sources = SourceTable()
        library = RuleLibrary.prelude(in: &sources)
        ruleNames = RuleNames(library)
        self.sources = sources
        grammar = Self.grammar(library)
        scopes.declare("args", .list(settings.arguments.map { .text($0) }))
    }

    /// Threads, buffers and kernels; made when first needed and again when the number of threads changes.
    package func machine() throws(EngineError) -> Machine {
        if let machineMade { return machineMade }
        let machine = try Machine(threads: settings.threads)
        machineMade = machine
        return machine
    }

    package func setThreads(_ count: Int) {
        settings.threads = count
        machineMade = nil
    }

    package var locator: DataLocator {
        DataLocator(
            environment: settings.environment, workingDirectory: settings.workingDirectory,
            offline: settings.offline || settings.safe)
    }

}

/// What `load A or B` brought, and what could not be had.
package struct LoadedData: Sendable {
    package var dataset: Dataset
    package var request: DataRequest
    package var passedOver: [DataRequest]

    package init(dataset: Dataset, request: DataRequest, passedOver: [DataRequest] = []) {
        self.dataset = dataset
        self.request = request
        self.passedOver = passedOver
    }
}

/// The names of a library, as sets.
struct RuleNames: Sendable {
    var optimizers: Set<String>
    var schedules: Set<String>
    var landscapes: Set<String>

    init(_ library: RuleLibrary) {
        optimizers = library.optimizerNameSet
        schedules = library.scheduleNameSet
        landscapes = Set(library.landscapeNames)
    }
}

/// What the command line and the environment say, and `set` may change.
package struct Settings: Sendable {
    package var json = false
    package var quiet = false
    package var offline = false
    /// `--safe`: nothing is written outside of the script's folder, started or downloaded.
    package var safe = false
    /// Where the script that runs lies; nil for `-c`, standard input and the prompt, which lie in the working directory.
    package var scriptFolder: String?
    /// Trainings are recorded where there is a folder for it.
    package var records = true
    package var seed: UInt64 = 0
    package var threads = 1
    /// `lenet run FILE -- ARGS`
    package var arguments: [String] = []
    package var environment: [String: String] = [:]
    package var workingDirectory = "."
    /// In a file ^C ends the run; at the prompt it ends the statement.
    package var isInteractive = false
    /// nil: as the terminal is.
    package var color: Bool?
    package var progress = true
    package var pager = true

    package init() {}
}

/// Bounds that turn a runaway script into a message.
package struct Limits: Sendable {
    /// Rounds of one loop.
    package var rounds = 100_000_000
    /// Functions that wait for functions.
    package var calls = 1_000
    package var listLength = 10_000_000
    /// Lists in lists.
    package var listDepth = 100
    /// In bytes.
    package var textLength = 10_000_000

    package init() {}
}
