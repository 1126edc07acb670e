import CKernels
import Testing

@Suite struct KernelsUpdateTests {
    /// Every operation on Floats and Doubles against Swift's own arithmetic; operands of each kind, odd lengths.
    @Test(arguments: kernelVariants, [1, 16, 37])
    func operations(variant: String, count: Int) {
        let table = kernels(named: variant)
        var numbers = TestNumbers(seed: 14)
        let a = numbers.list(count).enumerated().map { $0 % 5 == 0 ? 0 : $1 }, b = numbers.list(count).enumerated().map { $0 % 3 == 0 ? a[$0] : $1 }
        let c = numbers.list(count)
        let cases: [(lenet_update_operation, (Double, Double, Double) -> Double)] = [
            (LENET_COPY, { x, _, _ in x }), (LENET_NEGATE, { x, _, _ in -x }), (LENET_ADD, { x, y, _ in x + y }),
            (LENET_SUBTRACT, { x, y, _ in x - y }), (LENET_MULTIPLY, { x, y, _ in x * y }), (LENET_DIVIDE, { x, y, _ in x / y }),
            (LENET_POWER, { x, y, _ in lenet_pow(x, y) }), (LENET_ABS, { x, _, _ in abs(x) }),
            (LENET_SIGN, { x, _, _ in x > 0 ? 1 : x < 0 ? -1 : x }), (LENET_SQRT, { x, _, _ in x.squareRoot() }),
            (LENET_SQUARE, { x, _, _ in x * x }), (LENET_EXP, { x, _, _ in lenet_exp(x) }), (LENET_LOG, { x, _, _ in lenet_log(x) }),
            (LENET_MIN, { x, y, _ in y < x ? y : x }), (LENET_MAX, { x, y, _ in y > x ? y : x }), (LENET_LESS, { x, y, _ in x < y ? 1 : 0 }),
            (LENET_LESS_OR_EQUAL, { x, y, _ in x <= y ? 1 : 0 }), (LENET_GREATER, { x, y, _ in x > y ? 1 : 0 }),
            (LENET_GREATER_OR_EQUAL, { x, y, _ in x >= y ? 1 : 0 }), (LENET_EQUAL, { x, y, _ in x == y ? 1 : 0 }),
            (LENET_NOT_EQUAL, { x, y, _ in x != y ? 1 : 0 }), (LENET_AND, { x, y, _ in x != 0 && y != 0 ? 1 : 0 }),
            (LENET_OR, { x, y, _ in x != 0 || y != 0 ? 1 : 0 }), (LENET_NOT, { x, _, _ in x == 0 ? 1 : 0 }),
            (LENET_SELECT, { x, y, z in x != 0 ? y : z }),
        ]
        let scalars = [0.25, 3.0, 2.0, 0.5]
        for (operation, expected) in cases {
            for second in [1, -1, -2, -3, -4] {
                let instruction = lenet_update_instruction(operation: UInt8(operation.rawValue), flush: 0, result: 3, a: 0, b: Int16(second), c: 2)
                let floats = run(table, [instruction], [a, b, c, a], scalars)[3], doubles = runInDouble(table, [instruction], [a, b, c, a], scalars)[3]
                for i in 0..<count {
                    let y = second < 0 ? scalars[-1 - second] : Double(b[i]), value = expected(Double(a[i]), y, Double(c[i]))
                    func isClose(_ result: Double, _ tolerance: Double) -> Bool {
                        value.isNaN ? result.isNaN : value.isInfinite ? result == value : abs(result - value) <= tolerance * abs(value)
                    }
                    #expect(isClose(Double(floats[i]), 0x1p-23), "\(operation) of \(a[i]), \(y) is \(floats[i]), not \(value)")
                    #expect(isClose(doubles[i], 0x1p-50), "\(operation) of \(a[i]), \(y) is \(doubles[i]), not \(value)")
                }
            }
        }
    }

    @Test(arguments: kernelVariants)
    func statesBelowTheSmallestNormalNumberAreZero(variant: String) {
        let values: [Float] = [0x1p-130, -0x1p-130, 0x1p-126, -0x1p-126, 1e-45, .nan, 1, -0.0]
        for flush in [UInt8(0), 1] {
            let copy = lenet_update_instruction(operation: UInt8(LENET_COPY.rawValue), flush: flush, result: 1, a: 0, b: -1, c: -1)
            let result = run(kernels(named: variant), [copy], [values, values], [0])[1]
            let expected: [Float] = flush == 0 ? values : [0, 0, 0x1p-126, -0x1p-126, 0, .nan, 1, 0]
            #expect(zip(result, expected).allSatisfy { $0.isNaN && $1.isNaN || $0.bitPattern == $1.bitPattern })
        }
    }

    /// Adam over 1,024 weights and ten steps, against the formula written out in Double.
    @Test(arguments: kernelVariants)
    func adam(variant: String) {
        var numbers = TestNumbers(seed: 15)
        let count = 1024, start = numbers.list(count)
        func instruction(_ operation: lenet_update_operation, _ result: Int16, _ a: Int16, _ b: Int16 = -1, flush: UInt8 = 0) -> lenet_update_instruction {
            lenet_update_instruction(operation: UInt8(operation.rawValue), flush: flush, result: result, a: a, b: b, c: -1)
        }
        // w g m v t u; beta1, 1 - beta1, beta2, 1 - beta2, rate, epsilon
        let code = [
            instruction(LENET_MULTIPLY, 4, 2, -1), instruction(LENET_MULTIPLY, 5, 1, -2), instruction(LENET_ADD, 2, 4, 5, flush: 1),
            instruction(LENET_MULTIPLY, 4, 3, -3), instruction(LENET_SQUARE, 5, 1), instruction(LENET_MULTIPLY, 5, 5, -4),
            instruction(LENET_ADD, 3, 4, 5, flush: 1), instruction(LENET_SQRT, 4, 3), instruction(LENET_ADD, 4, 4, -6),
            instruction(LENET_MULTIPLY, 5, 2, -5), instruction(LENET_DIVIDE, 5, 5, 4), instruction(LENET_SUBTRACT, 0, 0, 5),
        ]
        let zero = [Float](repeating: 0, count: count)
        var places = [start, zero, zero, zero, zero, zero], w = start.map(Double.init), m = w.map { _ in 0.0 }, v = m
        for step in 1...10 {
            let rate = 0.01 * (1 - lenet_pow(0.999, Double(step))).squareRoot() / (1 - lenet_pow(0.9, Double(step)))
            places[1] = numbers.list(count)
            places = run(kernels(named: variant), code, places, [0.9, 0.1, 0.999, 0.001, rate, 1e-7])
            for i in 0..<count {
                let g = Double(places[1][i])
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = 0.999 * v[i] + 0.001 * g * g
                w[i] -= rate * m[i] / (v[i].squareRoot() + 1e-7)
            }
        }
        #expect(zip(places[0], w).allSatisfy { abs(Double($0) - $1) < 1e-6 })
        #expect(places[0] != start)
    }

    private func run(_ table: lenet_kernels, _ code: [lenet_update_instruction], _ places: [[Float]], _ scalars: [Double]) -> [[Float]] {
        let registers = places.map { place -> UnsafeMutablePointer<Float>? in
            let memory = UnsafeMutablePointer<Float>.allocate(capacity: place.count)
            memory.initialize(from: place, count: place.count)
            return memory
        }
        defer { for register in registers { register?.deallocate() } }
        table.update_block_float(code, Int32(code.count), registers, scalars, Int32(places[0].count))
        return zip(registers, places).map { Array(UnsafeBufferPointer(start: $0, count: $1.count)) }
    }

    private func runInDouble(_ table: lenet_kernels, _ code: [lenet_update_instruction], _ places: [[Float]], _ scalars: [Double]) -> [[Double]] {
        let registers = places.map { place -> UnsafeMutablePointer<Double>? in
            let memory = UnsafeMutablePointer<Double>.allocate(capacity: place.count)
            memory.initialize(from: place.map(Double.init), count: place.count)
            return memory
        }
        defer { for register in registers { register?.deallocate() } }
        table.update_block_double(code, Int32(code.count), registers, scalars, Int32(places[0].count))
        return zip(registers, places).map { Array(UnsafeBufferPointer(start: $0, count: $1.count)) }
    }
}
