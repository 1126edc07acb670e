import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// A rule as a statement asked for it.
package struct RuleRequest: Sendable {
    package var choice: RuleChoice
    package var schedule: ScheduleUse?
}

/// A training as it was asked for, and how far it is: everything that `resume` needs besides the session's `training`.
package struct PausedTraining: Sendable {
    package var contender: Contender
    package var request: RuleRequest?
    package var recipe: Recipe
    package var until: Expression?
    package var pause: TrainingPause
    /// The top level's variable that holds the run, and gets what `resume` makes of it.
    package var variable: String?

    /// Updates of the whole training.
    package var steps: Int {
        let perEpoch = (recipe.data.training.count + recipe.batchSize - 1) / recipe.batchSize
        let (steps, overflow) = perEpoch.multipliedReportingOverflow(by: recipe.epochs)
        return overflow ? .max : steps
    }

    /// "adam, epoch 2 of 5, step 17 of 200"
    package var summary: String {
        "\(contender.label), epoch \(min(pause.epochs + 1, recipe.epochs)) of \(recipe.epochs), "
            + "step \(NumberText.grouped(pause.steps)) of \(NumberText.grouped(steps))"
    }
}

extension Session {
    /// `let run = train …` was paused: `run` gets what `resume` makes of it.
    func keepForResume(_ name: String, _ value: Value, of expression: Expression) {
        if case .sentence(let sentence) = expression.form, sentence.span == cutShort?.sentence.span { cutShort?.variable = name }
        guard case .run(let run) = value, let pause = run.result.pause, pause == paused?.pause else { return }
        paused?.variable = name
    }

    /// The second ^C: the training that the first one paused is not gone on with. The weights stay.
    package func abandonPaused() {
        guard let paused else { return }
        self.paused = nil
        note("abandoned: the weights are those after step \(NumberText.grouped(paused.pause.steps)); \(paused.contender.label) starts anew with `train`")
    }

    /// Half blocks and the like: the terminal's locale says whether they can be seen.
    var drawsBlocks: Bool {
        let environment = settings.environment
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.uppercased().contains("UTF-8") || locale.uppercased().contains("UTF8")
    }
}
