import LenetData
import LenetEngine
import LenetLab
import LenetRules

/// What a session had before a lesson: data, model, its past, and how things were set. A lesson begins with an empty table, and
/// what was on it comes back when the lesson is left.
struct SetAside {
    private let dataset: Dataset?
    private let dataRequest: DataRequest?
    private let training: TrainingState?
    private let architecture: Architecture?
    private let lastRule: Contender?
    private let lastRequest: RuleRequest?
    private let lossInUse: Loss
    private let paused: PausedTraining?
    private let stepped: PausedTraining?
    private let walk: StandingWalk?
    private let lastStep: (record: Record, plan: NetworkPlan)?
    private let lastResult: Session.LastResult?
    private let cutShort: CutShort?
    private let past: Past
    private let branches: [Branch]
    private let branchName: String
    private let watchers: [Watcher]
    private let watched: [Watched]
    private let autosave: Autosave?
    private let seed: UInt64
    private let dialect: Dialect

    /// "lenet5 on mnist"; nil where there was nothing.
    let name: String?

    /// Takes everything from the session.
    init(_ session: Session) {
        dataset = session.dataset
        dataRequest = session.dataRequest
        training = session.training
        architecture = session.architecture
        lastRule = session.lastRule
        lastRequest = session.lastRequest
        lossInUse = session.lossInUse
        paused = session.paused
        stepped = session.stepped
        walk = session.walk
        lastStep = session.lastStep
        lastResult = session.lastResult
        cutShort = session.cutShort
        past = session.past
        branches = session.branches
        branchName = session.branchName
        watchers = session.watchers
        watched = session.watched
        autosave = session.autosave
        seed = session.settings.seed
        dialect = session.dialect
        let parts = [training?.network.plan.name, dataset?.name].compactMap(\.self)
        name = parts.isEmpty ? nil : parts.joined(separator: " on ")
        Self.clear(session)
    }

    /// As a session is at its beginning, but for names and definitions.
    private static func clear(_ session: Session) {
        session.branches = []
        session.branchName = Branch.mainName
        session.dataset = nil
        session.dataRequest = nil
        session.training = nil
        session.architecture = nil
        session.lastRule = nil
        session.lastRequest = nil
        session.lossInUse = .standard
        session.walk = nil
        session.lastStep = nil
        session.lastResult = nil
        session.cutShort = nil
        session.watchers = []
        session.watched = []
        session.autosave = nil
        session.settings.seed = session.startingSeed
        session.dialect = .keras
    }

    /// The lesson is over. Where there was nothing before it, what it made stays.
    func end(in session: Session) {
        if name != nil { return putBack(in: session) }
        session.settings.seed = seed
        session.dialect = dialect
    }

    /// What the lesson made goes, and everything is as it was.
    func putBack(in session: Session) {
        Self.clear(session)
        session.dataset = dataset
        session.dataRequest = dataRequest
        session.training = training
        session.architecture = architecture
        session.lastRule = lastRule
        session.lastRequest = lastRequest
        session.lossInUse = lossInUse
        session.past = past
        session.branches = branches
        session.branchName = branchName
        session.watchers = watchers
        session.watched = watched
        session.autosave = autosave
        session.settings.seed = seed
        session.dialect = dialect
        session.paused = paused
        session.stepped = stepped
        session.walk = walk
        session.lastStep = lastStep
        session.lastResult = lastResult
        session.cutShort = cutShort
    }
}
