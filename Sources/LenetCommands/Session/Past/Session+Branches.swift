import LenetEngine
import LenetLab
import LenetSyntax

extension Session {
    /// Where a branch stands, the one on which the model is included.
    func branch(named name: String) -> Branch? {
        if let kept = branches.first(where: { $0.name == name }) { return kept }
        return name == branchName && !branches.isEmpty ? current : nil
    }

    /// All of them, main first.
    var allBranches: [Branch] {
        guard let current else { return [] }
        return ([current] + branches).enumerated().sorted { a, b in
            (a.element.name == Branch.mainName ? 0 : 1, a.element.state.step, a.element.name) < (
                b.element.name == Branch.mainName ? 0 : 1, b.element.state.step, b.element.name)
        }.map(\.element)
    }

    /// Names that stand for a branch: none before the first `branch`.
    package var branchNames: [String] { branches.isEmpty ? [] : [branchName] + branches.map(\.name) }

    private var current: Branch? {
        training.map { state in
            var branch = Branch(name: branchName, state: state, paused: paused)
            branch.line = past.line
            return branch
        }
    }

    /// Its training goes on only with the images that it had.
    func switchBranch(to name: String, at span: Span) throws {
        guard let place = branches.firstIndex(where: { $0.name == name }), let current else { return }
        var branch = branches[place]
        if let then = past.dataKey(of: branch) {
            let now = dataset.map(DataKey.init)
            guard then == now, let dataset else {
                throw Failure(.past(.otherData(then: then.summary, now: now?.summary)), at: span)
            }
            branch.paused?.recipe.data = dataset
        }
        branches[place] = current
        branchName = name
        past.line = branch.line
        arrive(at: branch.state, paused: branch.paused)
        if let known = past.training(at: branch.state.step) {
            lastRule = known.contender
            lastRequest = known.request
            lossInUse = known.loss
        }
    }
}

extension Past {
    /// The line up to a step, without what is known of later ones.
    func line(cutAt step: Int) -> Line? {
        var copy = self
        copy.cut(at: step)
        return copy.line
    }

    /// The training that made a step of the line.
    func training(at step: Int) -> PastTraining? {
        part(of: step).flatMap { line?.parts[$0].training }.flatMap { trainings[$0] }
    }

    /// The images that a branch was trained on last; nil before any training.
    func dataKey(of branch: Branch) -> DataKey? {
        if let paused = branch.paused { return DataKey(paused.recipe.data) }
        return branch.line?.parts.last.flatMap { trainings[$0.training]?.data }
    }
}
