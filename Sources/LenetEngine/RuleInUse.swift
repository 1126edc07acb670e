/// An optimizer as `train` uses it: compiled, with its settings and its schedule. Made by `LenetRules`.
package struct RuleInUse: Sendable {
    /// A program for the arrays that the rule itself is not made for: `only matrices, else …`. Which they are is in the runner.
    package struct Otherwise: Sendable {
        package var program: UpdateProgram
        /// In the order of `program.hyperparameters`, which are the rule's own names.
        package var hyperparameters: [Double]
        package init(program: UpdateProgram, hyperparameters: [Double]) {
            self.program = program
            self.hyperparameters = hyperparameters
        }
    }

    package var program: UpdateProgram
    /// In the order of `program.hyperparameters`.
    package var hyperparameters: [Double]
    /// What updates all arrays but matrices; nil: the rule does.
    package var otherwise: Otherwise?
    package var learningRate: Double
    /// nil: the rate stays as it is.
    package var schedule: ScheduleProgram?
    /// The hyper-parameter that takes the schedule's `momentum`.
    package var momentumName: String?
    /// How many batches' gradients are averaged before the weights move; 1: every batch moves them.
    package var accumulate: Int
    /// `adam(lr: 0.01)`, as tables show it.
    package var displayName: String
    /// Numbers and flags in force, defaults included, as `lr 0.01` or `nesterov`; the schedule, `cosine lr 0.1`, nil without one.
    package var settings: [String]
    package var scheduleName: String?
    /// Two rules with the same identity go on with each other's state.
    package var identity: String
    /// To be told once where the rule is used: "torch has no rule 'lion': this is keras's one".
    package var notes: [String]

    package init(
        program: UpdateProgram, hyperparameters: [Double], otherwise: Otherwise? = nil, learningRate: Double,
        schedule: ScheduleProgram? = nil, momentumName: String? = nil, accumulate: Int = 1, displayName: String,
        settings: [String] = [], scheduleName: String? = nil, identity: String, notes: [String] = []
    ) {
        precondition(hyperparameters.count == program.hyperparameters.count, "a value for every hyper-parameter")
        self.program = program
        self.hyperparameters = hyperparameters
        self.otherwise = otherwise
        self.learningRate = learningRate
        self.schedule = schedule
        self.momentumName = momentumName
        self.accumulate = accumulate
        self.displayName = displayName
        self.settings = settings
        self.scheduleName = scheduleName
        self.identity = identity
        self.notes = notes
    }

    /// The schedule at its beginning.
    package func startSchedule() -> ScheduleRun {
        let momentum = momentumName.flatMap { name in
            zip(program.hyperparameters, hyperparameters).first { $0.0 == name }?.1
        }
        return ScheduleRun(schedule, learningRate: learningRate, momentum: momentum ?? 0)
    }

    /// The rate at some moment, for schedules that remember nothing from one update to the next.
    package func rate(_ moment: ScheduleMoment) -> Double {
        var run = startSchedule()
        run.advance(to: moment)
        return run.rate
    }
}
