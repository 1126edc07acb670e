import LenetCards
import LenetData
import LenetEngine
import Testing

/// Whatever the catalogue holds gives the same bits on every kernel variant of this machine, for 1 to 8 threads, also where a
/// batch leaves lanes empty.
@Suite struct SameBitsTests {
    // The kernels are some fifty times slower without optimisation and under a sanitizer, which looks for something else.
    #if DEBUG
        static let batchSizes = [17]
        static let threads = [1, 3]
    #else
        static let batchSizes = [1, 7, 16, 17, 100, 129]
        static let threads = Array(1...8)
    #endif

    /// A machine for each variant and number of threads.
    struct Bench {
        let machines: [Machine]
        init() throws {
            machines = try Kernels.available.flatMap { kernels in try SameBitsTests.threads.map { try Machine(threads: $0, kernels: kernels) } }
        }

        /// How many different results a training has. All threads where shards differ in kind, else one and three.
        func results(_ plan: NetworkPlan, loss: Loss = .standard, batchSize: Int, everyThread: Bool) throws -> Set<String> {
            var seen: Set<String> = []
            let data = CardLines.dataset(2 * batchSize + 5)
            for machine in machines where everyThread || machine.threads == 1 || machine.threads == 3 {
                var state = TrainingState(plan: plan, seed: 4)
                let result = try machine.train(
                    &state, on: data,
                    options: TrainingOptions(rule: TestRules.use(TestRules.momentum, [0.9], rate: 0.02), loss: loss, batchSize: batchSize))
                let rows = result.history.map { "\($0.trainLoss.bitPattern) \($0.testLoss?.bitPattern ?? 0)" }
                let states = (state.optimizer?.states ?? []).map(Fingerprint.of)
                seen.insert(([result.fingerprint] + states + rows).joined(separator: " "))
            }
            return seen
        }
    }

    @Test(arguments: CardLines.keywords) func everyLayer(_ keyword: String) throws {
        let card = try #require(CardLines.card(keyword))
        let bench = try Bench()
        let lines = CardLines.lines(card)
        for plan in try CardLines.plans(lines[0]) {
            for batchSize in Self.batchSizes {
                let seen = try bench.results(plan, batchSize: batchSize, everyThread: batchSize == 17 || batchSize == 129)
                #expect(seen.count == 1, "\(keyword), batch \(batchSize)")
            }
        }
        // Its flags, words and options, one at a time; what the layer refuses beside the others is no line.
        for line in lines.dropFirst() {
            for plan in (try? CardLines.plans(line)) ?? [] {
                #expect(try bench.results(plan, batchSize: 17, everyThread: false).count == 1, "\(keyword) \(line.values)")
            }
        }
    }

    @Test(arguments: LossCatalogue.cards.map(\.keyword)) func everyLoss(_ keyword: String) throws {
        let loss = try #require(LossCatalogue.loss(named: keyword))
        let plan = try NetworkPlan(name: "test", lines: [TestModels.dense(5)], input: CardLines.shape, classes: 5)
        let bench = try Bench()
        for batchSize in Self.batchSizes {
            #expect(try bench.results(plan, loss: loss, batchSize: batchSize, everyThread: true).count == 1, "\(keyword), batch \(batchSize)")
        }
    }
}
