import LenetData
import LenetEngine
import LenetRandom
import Testing

/// The engine's gradients against finite differences of a network in Double that is written down in the tests.
@Suite struct GradientTests {
    @Test(arguments: TestModels.small.map(\.name), [0, 4])
    func gradientsAreFiniteDifferences(_ name: String, _ loss: Int) throws {
        let lines = try #require(TestModels.small.first { $0.name == name }).lines
        try check(lines, TestModels.loss(loss))
    }

    @Test(arguments: TestModels.losses.indices)
    func gradientsOfEveryLoss(_ loss: Int) throws {
        try check([TestModels.dense(6, "tanh"), TestModels.dense(5)], TestModels.loss(loss))
    }

    /// Nothing of the catalogues is left out.
    @Test func everyLayerActivationAndLossIsChecked() {
        let lines = TestModels.small.flatMap(\.lines)
        for card in LayerCatalogue.cards { #expect(lines.contains { $0.keyword == card.keyword }, "\(card.keyword)") }
        for card in LayerCatalogue.activationCards {
            #expect(lines.contains { $0.keyword == card.keyword || $0.values[card.keyword] != nil }, "\(card.keyword)")
        }
        for card in LossCatalogue.cards { #expect(TestModels.losses.contains { $0.keyword == card.keyword }, "\(card.keyword)") }
    }

    private func check(_ lines: [LayerLine], _ loss: Loss) throws {
        let plan = try TestModels.plan(lines)
        let network = Network(plan: plan, seed: 3)
        // More than one lane group, the last not full.
        let split = ImageSplit(TestModels.images(20))
        let machine = try Machine(threads: 2)
        let (mean, gradients) = try machine.gradients(network, on: split, loss: loss, seed: 5, step: 9)

        // What a scale before a network adds up cancels where a normalisation stands behind it too.
        let rounding = plan.statistics.isEmpty ? 2e-8 : 1e-7
        let reference = ReferenceNetwork(plan: plan, seed: 5, step: 9)
        var weights = network.weights.map(Double.init)
        #expect(abs(reference.loss(weights, split, loss) - mean) < 1e-6 * max(1, mean))
        for array in plan.arrays {
            let largest = array.range.reduce(0) { max($0, abs(Double(gradients[$1]))) }
            // Every weight of small arrays, some of large ones.
            for index in stride(from: array.range.lowerBound, to: array.range.upperBound, by: max(1, array.count / 23)) {
                let weight = weights[index]
                let change = 1e-5
                weights[index] = weight + change
                let above = reference.loss(weights, split, loss)
                weights[index] = weight - change
                let below = reference.loss(weights, split, loss)
                weights[index] = weight
                let slope = (above - below) / (2 * change)
                #expect(
                    abs(slope - Double(gradients[index])) <= 1e-5 * largest + rounding,
                    "\(array.name)[\(index - array.offset)]: \(gradients[index]), and \(slope) by differences")
            }
        }
        // A gradient that is zero everywhere would pass without a word.
        #expect(plan.arrays.allSatisfy { array in array.range.contains { gradients[$0] != 0 } })
    }

    /// What dropout does is drawn anew at every step and is the same for the same seed.
    @Test func dropoutFollowsSeedAndStep() throws {
        let plan = try TestModels.plan([TestModels.dropout(0.5), TestModels.dense(5)])
        let network = Network(plan: plan, seed: 3)
        let split = ImageSplit(TestModels.images(20))
        let machine = try Machine(threads: 1)
        let first = try machine.gradients(network, on: split, seed: 1, step: 1)
        #expect(try machine.gradients(network, on: split, seed: 1, step: 1).gradients == first.gradients)
        #expect(try machine.gradients(network, on: split, seed: 1, step: 2).gradients != first.gradients)
        #expect(try machine.gradients(network, on: split, seed: 2, step: 1).gradients != first.gradients)
        // An evaluation drops nothing: it is the network without the line.
        let bare = Network(plan: try TestModels.plan([TestModels.dense(5)]), weights: network.weights)
        #expect(try machine.evaluate(network, on: split) == machine.evaluate(bare, on: split))
    }
}
