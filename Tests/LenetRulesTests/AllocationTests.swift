import CAllocationCounter
import LenetCards
import LenetData
import LenetEngine
import LenetRules
import Testing

/// Cross entropy that tells each thread that works on a batch to count its allocations from then on.
private struct CountingLoss: LossFunction {
    static let card = Card(.loss, "counting", "Cross entropy on threads that count.", [])
    init(_ settings: LossSettings) {}
    func evaluate(_ call: LossCall) {
        lenet_allocations_count_here(true)
        Loss.standard.function.evaluate(call)
    }
}

/// After the first steps a training allocates nothing: every buffer is there.
@Suite(.serialized, .enabled(if: lenet_allocations_are_counted())) struct AllocationTests {
    static let data: Dataset = {
        func images(_ count: Int) -> ImageSplit {
            ImageSplit(
                ImageSet(
                    count: count, channels: 1, height: 28, width: 28, classes: 10,
                    pixels: (0..<count * 784).map { UInt8($0 * 31 % 256) }, labels: (0..<count).map { UInt8($0 % 10) }))
        }
        return Dataset(name: "test", source: "made here", checksums: [], training: images(105 * 20), validation: nil, test: images(1))
    }()

    /// Allocations of the steps 5 to 104 of one epoch.
    static func allocations(_ lines: [LayerLine], _ rule: RuleInUse, threads: Int) throws -> Int {
        let plan = try NetworkPlan(name: "test", lines: lines, input: Shape(channels: 1, height: 28, width: 28), classes: 10)
        var state = TrainingState(plan: plan, seed: 1)
        var steps = 0
        var first = 0
        var last = 0
        _ = try Machine(threads: threads).train(
            &state, on: data, options: TrainingOptions(rule: rule, loss: try Loss(CountingLoss.self), batchSize: 20),
            isInterrupted: {
                if steps == 4 { first = lenet_allocations() }
                if steps == 104 { last = lenet_allocations() }
                steps += 1
                return steps > 105
            })
        lenet_allocations_count_here(false)
        #expect(steps == 105)
        return last - first
    }

    static let network = [
        LayerLine("conv", ["filters": .number(4), "kernel": .size(5, 5), "relu": .flag(true)]), LayerLine("maxpool", ["size": .number(2)]),
        LayerLine("dropout", ["rate": .number(0.2)]), LayerLine("dense", ["units": .number(10)]),
    ]

    @Test func theCounterCounts() {
        lenet_allocations_count_here(true)
        let before = lenet_allocations()
        let numbers = (0..<3).map { [Int](repeating: $0, count: 1000) }
        let after = lenet_allocations()
        lenet_allocations_count_here(false)
        #expect(after - before >= numbers.count)
    }

    @Test(arguments: Presets.cards.map(\.keyword), 1...2) func everyPreset(_ name: String, threads: Int) throws {
        let adam = try RuleTexts("").library.use(RuleTexts.name("adam"), dialect: .keras, settings: [])
        #expect(try Self.allocations(try #require(Presets.lines(name)), adam, threads: threads) == 0)
    }

    @Test(arguments: RuleTexts("").library.optimizerNames) func everyRule(_ name: String) throws {
        let rule = try RuleTexts("").library.use(RuleTexts.name(name), dialect: .torch, settings: [])
        #expect(try Self.allocations(Self.network, rule, threads: 2) == 0)
    }

    @Test(arguments: RuleTexts("").library.scheduleNames) func everySchedule(_ name: String) throws {
        let lists: [String: [String: RuleSetting.Value]] = [
            "multistep": ["milestones": .list([50, 75])],
            "piecewise": ["milestones": .list([50, 75]), "values": .list([0.1, 0.05, 0.01])],
        ]
        let schedule = ScheduleUse(name: RuleTexts.name(name), settings: RuleTexts.settings(lists[name] ?? [:]))
        let rule = try RuleTexts("").library.use(
            RuleTexts.name("sgd"), dialect: .torch, settings: RuleTexts.settings(["momentum": 0.9]), schedule: schedule)
        #expect(try Self.allocations(Self.network, rule, threads: 2) == 0)
    }

    @Test(arguments: [["clip_global": 1, "accumulate": 3], ["clip_norm": 1, "l2": 0.01], ["clip_value": 0.1, "decay": 0.01, "average": 0.99]])
    func commonOptions(_ options: [String: RuleSetting.Value]) throws {
        let rule = try RuleTexts("").library.use(RuleTexts.name("adam"), dialect: .keras, settings: RuleTexts.settings(options))
        #expect(try Self.allocations(Self.network, rule, threads: 2) == 0)
    }
}
