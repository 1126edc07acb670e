import CKernels
import Testing

/// Convolution, ReLU and pooling in one against the three, one after another.
@Suite struct KernelsConvPoolTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var shape: ConvolutionShape
        var pool: (height: Int, width: Int)
        var testDescription: String { "\(shape), pooled \(pool.height)x\(pool.width)" }

        var window: lenet_window {
            lenet_window(
                kernel_height: Int32(pool.height), kernel_width: Int32(pool.width), stride_y: Int32(pool.height),
                stride_x: Int32(pool.width), padding_y: 0, padding_x: 0)
        }
        var height: Int { shape.outHeight / pool.height }
        var width: Int { shape.outWidth / pool.width }
        var covered: Int { shape.output * height * pool.height * width * pool.width }
    }

    /// All shapes of the convolution tests with all windows that fit, and some wide ones: rows and columns are left over in most.
    static let cases: [Case] =
        (ConvolutionShape.all + [
            .init(input: 2, output: 4, height: 6, width: 31, kernel: (3, 3), padding: (1, 1)),
            .init(input: 1, output: 3, height: 4, width: 128, kernel: (1, 3), padding: (0, 1)),
            .init(input: 9, output: 13, height: 7, width: 7, kernel: (3, 3), padding: (1, 1)),
            .init(input: 11, output: 5, height: 9, width: 6, kernel: (3, 5), padding: (1, 2)),
        ]).flatMap { shape in
            [(2, 2), (3, 3), (1, 2), (3, 1), (1, 1)].map { Case(shape: shape, pool: $0) }
        }.filter { $0.height > 0 && $0.width > 0 && $0.pool.height * $0.pool.width * $0.width <= Int(LENET_STRIP_PLACES) }

    /// What one pass leaves: the output, then the gradients of weights, biases and input, as bits.
    struct Bits: Equatable {
        var output: [UInt32]
        var weights: [UInt32]
        var input: [UInt32]
    }

    struct Numbers {
        let input: LaneBuffer
        let gradient: LaneBuffer
        var weights: [Float]
        var bias: [Float]

        init(_ test: Case) {
            var numbers = TestNumbers(seed: UInt64(test.shape.weights + test.covered))
            let shape = test.shape
            input = .random(shape.input, shape.height, shape.width, border: max(shape.padding.0, shape.padding.1), from: &numbers)
            gradient = .random(shape.output, test.height, test.width, border: 1, from: &numbers)
            weights = numbers.list(shape.weights)
            bias = numbers.list(shape.output)
        }
    }

    static func together(_ table: lenet_kernels, _ test: Case, _ n: Numbers, maximum: Bool, hasBias: Bool, wantsInput: Bool) -> Bits {
        let shape = test.shape
        let out = LaneBuffer.result(shape.output, test.height, test.width)
        let inputGradient = LaneBuffer.result(shape.input, shape.height, shape.width)
        var passes = [UInt16](repeating: 0xA5A5, count: test.covered)
        var scratch = [Float](repeating: .nan, count: test.covered / shape.output * max(6, shape.output) * 16)
        table.conv_pool_forward(
            shape.window, test.window, maximum, n.input.lanes, n.weights, hasBias ? n.bias : nil, &scratch, out.lanes, &passes)
        for i in scratch.indices { scratch[i] = .nan }
        var weights = n.weights, bias = n.bias // not 0: the kernel adds
        var wanted = inputGradient.lanes
        if !wantsInput { wanted.at = nil }
        bias.withUnsafeMutableBufferPointer { bias in
            table.conv_pool_backward(
                shape.window, test.window, maximum, n.input.lanes, n.weights, n.gradient.lanes, passes, &scratch, &weights,
                hasBias ? bias.baseAddress : nil, wanted)
        }
        return Bits(output: out.bits, weights: (weights + bias).map(\.bitPattern), input: inputGradient.bits)
    }

    static func apart(_ test: Case, _ n: Numbers, maximum: Bool, hasBias: Bool, wantsInput: Bool) -> Bits {
        let shape = test.shape, table = lenet_kernels_reference().pointee
        let convolved = LaneBuffer.result(shape.output, shape.outHeight, shape.outWidth)
        let convolvedGradient = LaneBuffer.result(shape.output, shape.outHeight, shape.outWidth)
        let out = LaneBuffer.result(shape.output, test.height, test.width)
        let inputGradient = LaneBuffer.result(shape.input, shape.height, shape.width)
        table.conv_forward(shape.window, n.input.lanes, n.weights, hasBias ? n.bias : nil, true, convolved.lanes)
        if maximum {
            table.max_pool_forward(test.window, convolved.lanes, out.lanes)
            table.max_pool_backward(test.window, convolved.lanes, out.lanes, n.gradient.lanes, true, convolvedGradient.lanes)
        } else {
            table.average_pool_forward(test.window, convolved.lanes, out.lanes)
            table.average_pool_backward(test.window, convolved.lanes, n.gradient.lanes, true, convolvedGradient.lanes)
        }
        var weights = n.weights, bias = n.bias
        bias.withUnsafeMutableBufferPointer { bias in
            table.conv_weight_gradient(
                shape.window, n.input.lanes, convolvedGradient.lanes, &weights, hasBias ? bias.baseAddress : nil)
        }
        if wantsInput { table.conv_input_gradient(shape.window, convolvedGradient.lanes, n.weights, inputGradient.lanes) }
        return Bits(output: out.bits, weights: (weights + bias).map(\.bitPattern), input: inputGradient.bits)
    }

    @Test(arguments: kernelVariants + ["reference"], cases)
    func givesTheBitsOfTheThreeApart(variant: String, test: Case) {
        let numbers = Numbers(test)
        for maximum in [false, true] {
            for (hasBias, wantsInput) in [(true, true), (false, true), (true, false)] {
                let found = Self.together(
                    kernels(named: variant), test, numbers, maximum: maximum, hasBias: hasBias, wantsInput: wantsInput)
                let expected = Self.apart(test, numbers, maximum: maximum, hasBias: hasBias, wantsInput: wantsInput)
                // Not the arrays: a failure would print them.
                let isSame = (found.output == expected.output, found.weights == expected.weights, found.input == expected.input)
                #expect(isSame == (true, true, true))
            }
        }
    }

    /// Zeros on both sides of the ReLU, windows in which several are largest, and NaN, which wins every window and lets the gradient
    /// through. Weights of 1 and inputs that are small whole numbers make ties common.
    @Test(arguments: kernelVariants + ["reference"], [false, true])
    func tiesAndNaN(variant: String, maximum: Bool) {
        let test = Case(shape: .init(input: 1, output: 3, height: 8, width: 10, kernel: (1, 1)), pool: (2, 2))
        var numbers = Numbers(test)
        for i in 0..<8 * 10 * 16 { numbers.input.lanes.at[i] = ((numbers.input.lanes.at[i] * 3).rounded()) }
        numbers.input.lanes.at[3 * 16 + 5] = .nan
        numbers.input.lanes.at[13 * 16 + 5] = .nan
        numbers.weights = [1, -1, 0]
        numbers.bias = [0, -0.0, 0]
        func plain(_ bits: Bits) -> Bits {
            // All NaNs count as one.
            func one(_ list: [UInt32]) -> [UInt32] { list.map { Float(bitPattern: $0).isNaN ? 0x7FC0_0000 : $0 } }
            return Bits(output: one(bits.output), weights: one(bits.weights), input: one(bits.input))
        }
        let found = Self.together(kernels(named: variant), test, numbers, maximum: maximum, hasBias: true, wantsInput: true)
        let expected = Self.apart(test, numbers, maximum: maximum, hasBias: true, wantsInput: true)
        let isSame = plain(found) == plain(expected)
        #expect(isSame)
        #expect(found.output.contains { Float(bitPattern: $0).isNaN })
    }
}
