import LenetEngine
import Testing

@Suite struct UpdateRunnerTests {
    static func gradient(_ index: Int, _ step: Int) -> Double { Double((index * 37 + step * 11) % 101 - 50) / 64 }

    /// Momentum over more than one block, in Double and Float, against the same two lines written here.
    @Test func momentumIsItsTwoLines() {
        let count = 2_500
        let runner = UpdateRunner<Double>(program: TestRules.momentum, hyperparameters: [0.9], arrays: [[50, 49], [50]])
        let inFloat = UpdateRunner<Float>(program: TestRules.momentum, hyperparameters: [0.9], arrays: [[50, 49], [50]])
        var weights = (0..<count).map { Double($0 % 7) / 8 }
        var floats = weights.map { Float($0) }
        var expected = weights
        var velocity = [Double](repeating: 0, count: count)
        for step in 0..<20 {
            let gradients = (0..<count).map { Self.gradient($0, step) }
            let rate = 0.1 / Double(step + 1)
            runner.step(weights: &weights, gradients: gradients, rate: rate)
            inFloat.step(weights: &floats, gradients: gradients.map { Float($0) }, rate: rate)
            for index in 0..<count {
                velocity[index] = 0.9 * velocity[index] - rate * gradients[index]
                expected[index] += velocity[index]
            }
        }
        #expect(runner.t == 20)
        #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-13 })
        #expect(zip(floats, expected).allSatisfy { abs(Double($0) - $1) < 4e-6 })
    }

    /// A rule with a norm, a `scalar` name and the array's shape: every array is by itself.
    @Test func reductionsAndArrayScalarsArePerArray() {
        let arrays = [[30, 60], [30], [1, 1_100]]
        let counts = [1_800, 30, 1_100]
        let runner = UpdateRunner<Double>(program: TestRules.normalized, hyperparameters: [], arrays: arrays)
        var weights = (0..<2_930).map { Double($0 % 5) }
        var expected = weights
        var p = 1.0
        for step in 0..<5 {
            let gradients = (0..<2_930).map { Self.gradient($0, step) }
            runner.step(weights: &weights, gradients: gradients, rate: 0.5)
            p *= 0.5
            var offset = 0
            for (array, count) in zip(arrays, counts) {
                let range = offset..<offset + count
                let norm = gradients[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
                let columns = Double(count / array[0])
                for index in range {
                    expected[index] -= 0.5 * (1 + p) / (1 + norm) / columns.squareRoot() * gradients[index]
                }
                offset += count
            }
        }
        #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-13 })
    }

    /// States that begin as a copy of the weights, and constants, hyper-parameters and t among the scalars.
    @Test func scalarsAndStartsAreInTheirPlaces() {
        // a: starts at 0.25, b: starts as w.  a = a + c (7) * h (2); w = b + a * t^2 / lr
        let program = UpdateProgram(
            name: "places", states: [.init(name: "a", start: .constant(0.25)), .init(name: "b", start: .weights)],
            hyperparameters: ["h"], arrayScalars: [], constants: [.init(place: 3, value: 7), .init(place: 4, value: 2)],
            passes: [
                .init(
                    scalars: [
                        .init(.multiply, result: 5, a: 3, b: 2), .init(.power, result: 6, a: 0, b: 4),
                        .init(.divide, result: 6, a: 6, b: 1),
                    ],
                    vectors: [
                        .init(.add, result: 2, a: .vector(2), b: .scalar(5)),
                        .init(.multiply, result: 4, a: .vector(2), b: .scalar(6)),
                        .init(.add, result: 0, a: .vector(3), b: .vector(4)),
                    ], reductions: [])
            ], scalarCount: 7, vectorCount: 5)
        let runner = UpdateRunner<Double>(program: program, hyperparameters: [2], arrays: [[3]])
        var weights = [1.0, 2, 3]
        runner.step(weights: &weights, gradients: [0, 0, 0], rate: 0.5)
        let afterOne: [Double] = [29.5, 30.5, 31.5]  // w + 14.25 * 1 / 0.5
        #expect(weights == afterOne)
        runner.step(weights: &weights, gradients: [0, 0, 0], rate: 0.5)
        let afterTwo: [Double] = [227, 228, 229]  // w + 28.25 * 4 / 0.5
        #expect(weights == afterTwo)
    }

    /// States too small for normal numbers are stored as 0; the weights are left as they are.
    @Test func tinyStatesBecomeZero() {
        let runner = UpdateRunner<Float>(program: TestRules.momentum, hyperparameters: [0.5], arrays: [[4]])
        var weights: [Float] = [0, 0, 0, 0]
        runner.step(weights: &weights, gradients: [1e-38, 2.5e-38, -1e-38, 1], rate: 1)
        // 1e-38 is below 2^-126 = 1.18e-38, 2.5e-38 is not, but its half will be after two more steps.
        #expect(weights[0] == 0 && weights[2] == 0)
        #expect(weights[1] == -2.5e-38 && weights[3] == -1)
        runner.step(weights: &weights, gradients: [0, 0, 0, 0], rate: 1)
        let afterTwo = weights[1]
        runner.step(weights: &weights, gradients: [0, 0, 0, 0], rate: 1)
        #expect(weights[1] == afterTwo)
    }

    @Test func powersOfWholeNumbersAreProducts() {
        #expect(Mathematics.power(0.9, 3) == 0.9 * (0.9 * 0.9))
        #expect(Mathematics.power(2, 10) == 1024)
        #expect(Mathematics.power(2, -2) == 0.25)
        #expect(Mathematics.power(0, 0) == 1)
        #expect(Mathematics.power(-3, 3) == -27)
        #expect(abs(Mathematics.power(2, 0.5) - 1.4142135623730951) < 1e-15)
        #expect(Mathematics.power(2, .nan).isNaN)
    }
}
