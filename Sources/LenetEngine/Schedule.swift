/// Where a training stands, for its schedule: batches and epochs done so far (from 0) and in all of this training.
package struct ScheduleMoment: Sendable, Hashable {
    package var step: Int
    package var epoch: Int
    package var steps: Int
    package var epochs: Int

    package init(step: Int, epoch: Int, steps: Int, epochs: Int) {
        self.step = step
        self.epoch = epoch
        self.steps = steps
        self.epochs = epochs
    }
}

/// A schedule as a list of scalar instructions, made by `LenetRules` from a formula or a block.
///
/// All its numbers lie in one bank of Doubles. The first places are set before each run; whatever `scalar` names keep is in places
/// that nothing else writes.
package struct ScheduleProgram: Sendable, Hashable {
    package indirect enum Line: Sendable, Hashable {
        case compute([UpdateProgram.ScalarInstruction])
        /// One of two lists of lines, by the number at a place.
        case choose(place: Int, then: [Line], otherwise: [Line])
    }

    /// The places that are set before each run: the rate and, at its end, the result; what `momentum` is; the moment; what was
    /// measured.
    package enum Place {
        package static let rate = 0, momentum = 1
        package static let step = 2, epoch = 3, steps = 4, epochs = 5
        package static let metric = 6, accuracy = 7
        package static let firstFree = 8
    }

    /// Run once, at the first moment: what `scalar` names start from.
    package var start: [Line]
    package var lines: [Line]
    package var constants: [UpdateProgram.Constant]
    package var placeCount: Int
    /// It looks at what was measured after an epoch: it runs when that is there, not before every update.
    package var readsMetric: Bool
    package var setsMomentum: Bool

    package init(
        start: [Line], lines: [Line], constants: [UpdateProgram.Constant], placeCount: Int, readsMetric: Bool, setsMomentum: Bool
    ) {
        self.start = start
        self.lines = lines
        self.constants = constants
        self.placeCount = placeCount
        self.readsMetric = readsMetric
        self.setsMomentum = setsMomentum
    }
}

/// A schedule on its way through one training. A value: a copy goes its own way. No call allocates.
package struct ScheduleRun: Sendable, Hashable {
    private let program: ScheduleProgram?
    private var bank: [Double]
    private let baseRate, baseMomentum: Double
    private var hasStarted = false
    /// Of the update about to be made.
    package private(set) var rate: Double
    /// What the rule's momentum is to be; nil where the schedule leaves it alone.
    package private(set) var momentum: Double?

    package init(_ program: ScheduleProgram?, learningRate: Double, momentum: Double) {
        self.program = program
        baseRate = learningRate
        baseMomentum = momentum
        rate = learningRate
        bank = Array(repeating: 0, count: max(program?.placeCount ?? 0, ScheduleProgram.Place.firstFree))
        for constant in program?.constants ?? [] { bank[constant.place] = constant.value }
    }

    /// All that it remembers, for a file.
    package struct Memory: Sendable, Hashable {
        package var bank: [Double]
        package var hasStarted: Bool
        package var rate: Double
        package var momentum: Double?

        package init(bank: [Double], hasStarted: Bool, rate: Double, momentum: Double?) {
            self.bank = bank
            self.hasStarted = hasStarted
            self.rate = rate
            self.momentum = momentum
        }
    }

    package var memory: Memory { Memory(bank: bank, hasStarted: hasStarted, rate: rate, momentum: momentum) }

    /// Takes in what a run of the same schedule remembered; false where it can be none of the same.
    package mutating func remember(_ memory: Memory) -> Bool {
        guard memory.bank.count == bank.count else { return false }
        bank = memory.bank
        hasStarted = memory.hasStarted
        rate = memory.rate
        momentum = memory.momentum
        return true
    }

    /// Goes on where another run of the same schedule stands. With another rate or momentum than that had, what it remembers has
    /// been made of numbers that hold no longer: this one then begins anew.
    package mutating func goOn(from other: ScheduleRun) {
        guard program == other.program, baseRate == other.baseRate, baseMomentum == other.baseMomentum else { return }
        self = other
    }

    /// Before an update.
    package mutating func advance(to moment: ScheduleMoment) {
        guard let program, !program.readsMetric else { return }
        run(program, moment)
    }

    /// After an epoch: the loss and the accuracy that were measured.
    package mutating func report(metric: Double, accuracy: Double, at moment: ScheduleMoment) {
        guard let program, program.readsMetric else { return }
        bank[ScheduleProgram.Place.metric] = metric
        bank[ScheduleProgram.Place.accuracy] = accuracy
        run(program, moment)
    }

    private mutating func run(_ program: ScheduleProgram, _ moment: ScheduleMoment) {
        let first = !hasStarted
        hasStarted = true
        bank.withUnsafeMutableBufferPointer { bank in
            guard let bank = bank.baseAddress else { return }
            typealias Place = ScheduleProgram.Place
            bank[Place.rate] = baseRate
            bank[Place.momentum] = baseMomentum
            bank[Place.step] = Double(moment.step)
            bank[Place.epoch] = Double(moment.epoch)
            bank[Place.steps] = Double(moment.steps)
            bank[Place.epochs] = Double(moment.epochs)
            if first { Self.run(program.start, bank) }
            Self.run(program.lines, bank)
        }
        rate = bank[ScheduleProgram.Place.rate]
        if program.setsMomentum { momentum = bank[ScheduleProgram.Place.momentum] }
    }

    private static func run(_ lines: [ScheduleProgram.Line], _ bank: UnsafeMutablePointer<Double>) {
        for line in lines {
            switch line {
            case .compute(let instructions):
                for instruction in instructions { instruction.run(on: bank, rows: 1, columns: 1) }
            case .choose(let place, let then, let otherwise):
                run(bank[place] != 0 ? then : otherwise, bank)
            }
        }
    }
}
