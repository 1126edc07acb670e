import CKernels
import Testing

struct ConvolutionShape: CustomTestStringConvertible, Sendable {
    var input: Int, output: Int, height: Int, width: Int
    var kernel: (Int, Int), stride = (1, 1), padding = (0, 0)

    var window: lenet_window {
        lenet_window(
            kernel_height: Int32(kernel.0), kernel_width: Int32(kernel.1), stride_y: Int32(stride.0), stride_x: Int32(stride.1),
            padding_y: Int32(padding.0), padding_x: Int32(padding.1))
    }
    var outHeight: Int { (height + 2 * padding.0 - kernel.0) / stride.0 + 1 }
    var outWidth: Int { (width + 2 * padding.1 - kernel.1) / stride.1 + 1 }
    var weights: Int { input * output * kernel.0 * kernel.1 }
    var testDescription: String {
        "\(input) to \(output), \(height)x\(width), kernel \(kernel.0)x\(kernel.1), stride \(stride.0)x\(stride.1), padding \(padding.0)x\(padding.1)"
    }

    static let all: [ConvolutionShape] = [
        .init(input: 1, output: 6, height: 28, width: 28, kernel: (5, 5), padding: (2, 2)),
        .init(input: 6, output: 16, height: 14, width: 14, kernel: (5, 5)),
        .init(input: 3, output: 5, height: 7, width: 7, kernel: (3, 3), padding: (1, 1)),
        .init(input: 2, output: 17, height: 3, width: 3, kernel: (3, 3), padding: (1, 1)),
        .init(input: 7, output: 2, height: 9, width: 13, kernel: (3, 5), padding: (1, 2)),
        .init(input: 2, output: 3, height: 9, width: 8, kernel: (7, 7), padding: (3, 3)),
        .init(input: 5, output: 4, height: 6, width: 5, kernel: (1, 1)),
        .init(input: 1, output: 1, height: 5, width: 5, kernel: (5, 5)),
        .init(input: 1, output: 7, height: 11, width: 10, kernel: (3, 3), stride: (2, 2), padding: (1, 1)),
        .init(input: 3, output: 8, height: 10, width: 11, kernel: (5, 3), stride: (3, 2), padding: (2, 0)),
        .init(input: 2, output: 9, height: 8, width: 9, kernel: (2, 4), stride: (1, 3)),
        .init(input: 20, output: 11, height: 5, width: 6, kernel: (3, 3)),
        .init(input: 13, output: 10, height: 4, width: 4, kernel: (3, 3), stride: (3, 3), padding: (2, 2)),
        .init(input: 1, output: 2, height: 4, width: 4, kernel: (6, 6), padding: (3, 3)),
        .init(input: 12, output: 1, height: 3, width: 21, kernel: (3, 9), padding: (0, 4)),
    ]
}

@Suite struct KernelsConvolutionTests {
    @Test(arguments: kernelVariants, ConvolutionShape.all)
    func givesTheBitsOfTheReference(variant: String, shape: ConvolutionShape) {
        var numbers = TestNumbers(seed: UInt64(shape.weights))
        let border = max(shape.padding.0, shape.padding.1)
        let input = LaneBuffer.random(shape.input, shape.height, shape.width, border: border, from: &numbers)
        let gradient = LaneBuffer.random(shape.output, shape.outHeight, shape.outWidth, border: 1, from: &numbers)
        let weights = numbers.list(shape.weights), bias = numbers.list(shape.output)
        let both = [kernels(named: variant), lenet_kernels_reference().pointee]
        for relu in [false, true] {
            let results = both.map { table in
                let out = LaneBuffer.result(shape.output, shape.outHeight, shape.outWidth)
                table.conv_forward(shape.window, input.lanes, weights, relu ? bias : nil, relu, out.lanes)
                return out.bits
            }
            #expect(results[0] == results[1])
        }
        let weightGradients = both.map { table in
            var gradients = weights, biasGradients = bias // not 0: the kernel adds
            table.conv_weight_gradient(shape.window, input.lanes, gradient.lanes, &gradients, &biasGradients)
            table.conv_weight_gradient(shape.window, input.lanes, gradient.lanes, &gradients, nil)
            return (gradients + biasGradients).map(\.bitPattern)
        }
        #expect(weightGradients[0] == weightGradients[1])
        let inputGradients = both.map { table in
            let out = LaneBuffer.result(shape.input, shape.height, shape.width)
            table.conv_input_gradient(shape.window, gradient.lanes, weights, out.lanes)
            return out.bits
        }
        #expect(inputGradients[0] == inputGradients[1])
    }

    /// The reference against sums in Double written another way: the output by its formula, the gradients as the adjoints
    /// of the forward pass (a convolution is linear in its input and in its weights).
    @Test(arguments: ConvolutionShape.all)
    func referenceIsAConvolution(shape: ConvolutionShape) {
        var numbers = TestNumbers(seed: 7)
        let border = max(shape.padding.0, shape.padding.1), table = lenet_kernels_reference().pointee
        let input = LaneBuffer.random(shape.input, shape.height, shape.width, border: border, from: &numbers)
        let gradient = LaneBuffer.random(shape.output, shape.outHeight, shape.outWidth, from: &numbers)
        let weights = numbers.list(shape.weights), bias = numbers.list(shape.output)
        let out = LaneBuffer.result(shape.output, shape.outHeight, shape.outWidth)
        table.conv_forward(shape.window, input.lanes, weights, bias, false, out.lanes)

        let values = input.values(lane: 5), results = out.values(lane: 5)
        var worst = 0.0
        for c in 0..<shape.output {
            for y in 0..<shape.outHeight {
                for x in 0..<shape.outWidth {
                    var sum = Double(bias[c])
                    for k in 0..<shape.input {
                        for iy in 0..<shape.height {
                            for ix in 0..<shape.width {
                                let ky = iy + shape.padding.0 - y * shape.stride.0, kx = ix + shape.padding.1 - x * shape.stride.1
                                guard (0..<shape.kernel.0).contains(ky), (0..<shape.kernel.1).contains(kx) else { continue }
                                sum += values[(k * shape.height + iy) * shape.width + ix]
                                    * Double(weights[((c * shape.input + k) * shape.kernel.0 + ky) * shape.kernel.1 + kx])
                            }
                        }
                    }
                    worst = max(worst, abs(sum - results[(c * shape.outHeight + y) * shape.outWidth + x]))
                }
            }
        }
        #expect(worst < 1e-5)

        let linear = LaneBuffer.result(shape.output, shape.outHeight, shape.outWidth)
        table.conv_forward(shape.window, input.lanes, weights, nil, false, linear.lanes)
        let expected = gradient.product(linear)
        let inputGradient = LaneBuffer.result(shape.input, shape.height, shape.width)
        table.conv_input_gradient(shape.window, gradient.lanes, weights, inputGradient.lanes)
        #expect(abs(inputGradient.product(input) - expected) < 1e-3 * max(1, abs(expected)))
        var weightGradient = [Float](repeating: 0, count: shape.weights), biasGradient = [Float](repeating: 0, count: shape.output)
        table.conv_weight_gradient(shape.window, input.lanes, gradient.lanes, &weightGradient, &biasGradient)
        let byWeights = zip(weightGradient, weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(byWeights - expected) < 1e-3 * max(1, abs(expected)))
        let sums = (0..<16).reduce(0.0) { $0 + gradient.values(lane: $1).reduce(0, +) }
        #expect(abs(biasGradient.reduce(0) { $0 + Double($1) } - sums) < 1e-3)
    }

    @Test(arguments: kernelVariants)
    func selfTestFindsNothing(variant: String) throws {
        var message = [CChar](repeating: 0, count: 1000)
        let table = try #require(lenet_kernels_named(variant))
        #expect(lenet_kernels_self_test(table, &message, Int32(message.count)) == 0)
        #expect(message[0] == 0)
    }

    @Test func selfTestFindsAWrongKernel() {
        var wrong = lenet_kernels_reference().pointee
        wrong.transpose = { units, lanes, byImage in
            for i in 0..<Int(units) * 16 { byImage?[i] = lanes?[i] ?? 0 }
        }
        var message = [CChar](repeating: 0, count: 1000)
        #expect(lenet_kernels_self_test(&wrong, &message, Int32(message.count)) > 0)
        #expect(String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) == "transpose")
    }

    @Test func unknownVariantIsNil() {
        #expect(lenet_kernels_named("sse9") == nil)
        #expect(lenet_kernels_named(nil) == nil)
        #expect(lenet_kernels_chosen() != nil)
    }
}
