import LenetEngine
import LenetLab
import LenetSyntax

/// What a session knows of records: where they are, whether it adds to them, and which training this is.
///
/// A session that no one gives a folder records nothing: the command line gives one, tests do not.
package struct Recording {
    /// `~/.local/share/lenet`; nil where there is none.
    package var folder: String?
    /// False with `--no-record`, with `--safe` and after `set record off`.
    package var isOn = true
    /// Hears of every training that ends; `rerun` asks.
    package var heard: ((Run) -> Void)?
    /// The statement of the top level that runs, and how many trainings of each kind it has made.
    private(set) var statement: Statement?
    /// The comparison that the statement, a `resume`, goes on with.
    var resumed: CutShort?
    private var occurrences: [String: Int] = [:]
    /// Told once in a session.
    var hasToldDamage = false
    var hasToldFault = false
    /// Comparisons' runs of this session: of the comparison that runs, and of those that were brought to their end.
    var open: Set<RunKey> = []
    var done: Set<RunKey> = []
    var processor: String?

    package init() {}

    package var log: RunLog? { folder.map(RunLog.init(folder:)) }

    mutating func begin(_ statement: Statement) {
        self.statement = statement
        resumed = nil
        occurrences = [:]
        open = []
    }

    /// How many trainings with the same options the statement has made, this one included.
    mutating func count(_ run: Run, epochs: Int) -> Int {
        let kind = [run.rule, run.label, run.loss, run.model, "\(run.seed)", "\(run.batchSize)", "\(epochs)"].joined(separator: "\n")
        occurrences[kind, default: 0] += 1
        return occurrences[kind, default: 1]
    }
}
