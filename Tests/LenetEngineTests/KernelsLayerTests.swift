import CKernels
import LenetRandom
import Testing

@Suite struct KernelsLayerTests {
    @Test(arguments: kernelVariants)
    func bytesBecomeTheNearestFloats(variant: String) {
        let pixels = (0..<16 * 16 * 16).map { UInt8($0 / 16 % 256) }  // image i, pixel p: value (i * 16 + p / 16 …)
        let out = LaneBuffer.result(1, 16, 16)
        let indices = (0..<16).map { Int32(15 - $0) }
        kernels(named: variant).gather(pixels, indices, 16, out.lanes)
        for lane in 0..<16 {
            let expected = (0..<256).map { Double(Float(pixels[(15 - lane) * 256 + $0]) / 255) }
            #expect(out.values(lane: lane) == expected)
        }
        let all = (0..<256).map { UInt8($0) }
        kernels(named: variant).gather(all, [0], 1, out.lanes)
        #expect(out.values(lane: 0) == (0..<256).map { Double(Float($0) / 255) })
        #expect(out.values(lane: 1).allSatisfy { $0 == 0 })
    }

    @Test(arguments: kernelVariants, [(400, 120, 2), (120, 84, 1), (84, 10, 3), (1, 1, 1), (37, 13, 2), (17, 23, 1), (64, 128, 1)])
    func denseGivesTheBitsOfTheReference(variant: String, shape: (Int, Int, Int)) {
        let (inputs, outputs, groups) = shape
        var numbers = TestNumbers(seed: UInt64(inputs))
        let input = numbers.list(inputs * 16 * groups), weights = numbers.list(inputs * outputs), bias = numbers.list(outputs)
        let gradient = numbers.list((outputs * 16 + 16) * groups)
        let results = [kernels(named: variant), lenet_kernels_reference().pointee].map { table -> [UInt32] in
            var out = [Float](repeating: 7, count: outputs * 16 + 5), relu = out
            var inputGradient = [Float](repeating: 7, count: inputs * 16 + 5), transposed = inputGradient
            var weightGradient = [Float](repeating: 7, count: inputs * outputs), biasGradient = bias
            let ins = Int32(inputs), outs = Int32(outputs)
            table.dense_forward(ins, outs, input, weights, bias, false, &out)
            table.dense_forward(ins, outs, input, weights, nil, true, &relu)
            table.dense_input_gradient(ins, outs, gradient, weights, &inputGradient)
            table.dense_weight_gradient(
                ins, outs, Int32(groups), input, gradient, outputs * 16 + 16, outs / 3, outs, &weightGradient, &biasGradient)
            table.transpose(ins, input, &transposed)
            return (out + relu + inputGradient + transposed + weightGradient + biasGradient).map(\.bitPattern)
        }
        #expect(results[0] == results[1])
    }

    /// The reference against sums in Double.
    @Test func referenceIsADenseLayer() {
        let (inputs, outputs) = (19, 7), table = lenet_kernels_reference().pointee
        var numbers = TestNumbers(seed: 9)
        let input = numbers.list(inputs * 16), weights = numbers.list(inputs * outputs), bias = numbers.list(outputs), gradient = numbers.list(outputs * 16)
        var out = [Float](repeating: 0, count: outputs * 16), inputGradient = [Float](repeating: 0, count: inputs * 16)
        var byImage = inputGradient, weightGradient = [Float](repeating: 0, count: inputs * outputs), biasGradient = bias
        table.dense_forward(Int32(inputs), Int32(outputs), input, weights, bias, false, &out)
        table.dense_input_gradient(Int32(inputs), Int32(outputs), gradient, weights, &inputGradient)
        table.transpose(Int32(inputs), input, &byImage)
        table.dense_weight_gradient(Int32(inputs), Int32(outputs), 1, byImage, gradient, 0, 0, Int32(outputs), &weightGradient, &biasGradient)
        func close(_ a: Float, _ b: Double) -> Bool { abs(Double(a) - b) < 1e-5 }
        for o in 0..<outputs {
            for lane in 0..<16 {
                let sum = (0..<inputs).reduce(Double(bias[o])) { $0 + Double(input[$1 * 16 + lane]) * Double(weights[o * inputs + $1]) }
                #expect(close(out[o * 16 + lane], sum))
            }
            #expect(close(biasGradient[o], (0..<16).reduce(0) { $0 + Double(gradient[o * 16 + $1]) }))
            for i in 0..<inputs {
                let sum = (0..<16).reduce(0.0) { $0 + Double(input[i * 16 + $1]) * Double(gradient[o * 16 + $1]) }
                #expect(close(weightGradient[o * inputs + i], sum))
            }
        }
        for i in 0..<inputs {
            for lane in 0..<16 {
                let sum = (0..<outputs).reduce(0.0) { $0 + Double(gradient[$1 * 16 + lane]) * Double(weights[$1 * inputs + i]) }
                #expect(close(inputGradient[i * 16 + lane], sum))
            }
        }
    }

    @Test(arguments: kernelVariants)
    func pooling(variant: String) {
        let table = kernels(named: variant)
        var numbers = TestNumbers(seed: 10)
        let input = LaneBuffer.random(1, 2, 4, from: &numbers)
        let window = lenet_window(kernel_height: 2, kernel_width: 2, stride_y: 2, stride_x: 2, padding_y: 0, padding_x: 0)
        // Lane 0: equal numbers; lane 1: a NaN; lane 2: all below 0.
        let corner: [[Float]] = [[1, 5, 5, 5], [1, .nan, 7, 2], [-1, -3, -2, -1]]
        for (place, values) in corner.enumerated() {
            for (i, value) in values.enumerated() { input.lanes.at[(i / 2) * input.lanes.row + (i % 2) * 16 + place] = value }
        }
        let out = LaneBuffer.result(1, 1, 2), gradient = LaneBuffer.random(1, 1, 2, from: &numbers)
        table.max_pool_forward(window, input.lanes, out.lanes)
        #expect(out.values(lane: 0)[0] == 5)
        #expect(out.values(lane: 1)[0].isNaN)
        #expect(out.values(lane: 2)[0] == -1)
        let back = LaneBuffer.result(1, 2, 4)
        table.max_pool_backward(window, input.lanes, out.lanes, gradient.lanes, false, back.lanes)
        #expect(back.values(lane: 0)[0...1] == [0, gradient.values(lane: 0)[0]] && back.values(lane: 0)[4...5] == [0, 0])
        #expect(back.values(lane: 2)[0] == gradient.values(lane: 2)[0] && back.values(lane: 2)[5] == 0)
        table.max_pool_backward(window, input.lanes, out.lanes, gradient.lanes, true, back.lanes)
        #expect(back.values(lane: 2)[0] == 0)
        table.average_pool_forward(window, input.lanes, out.lanes)
        #expect(out.values(lane: 0)[0] == 4)
        table.average_pool_backward(window, input.lanes, gradient.lanes, false, back.lanes)
        #expect(back.values(lane: 3) == [0, 0, 1, 1, 0, 0, 1, 1].map { gradient.values(lane: 3)[$0] / 4 })
    }

    /// The counter of a (seed, step, layer, image, unit) as CKernels.h tells it, by the generator in Swift.
    @Test(arguments: kernelVariants)
    func dropoutDrawsFromPhilox(variant: String) {
        let seed: UInt64 = 0xFEDC_BA98_7654_3210, units = 22, rate: Float = 0.3
        var numbers = TestNumbers(seed: 11)
        let input = numbers.list(units * 16)
        var out = input
        kernels(named: variant).dropout(Int32(units), rate, seed, 1234, 5, 48, input, &out)
        for unit in 0..<units {
            for lane in 0..<16 {
                let block = Philox.block(
                    counter: (UInt32(unit / 4), RandomStream.Purpose.dropout.rawValue + 256 * 5, 1234, 48 + UInt32(lane)),
                    key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
                let word = [block.0, block.1, block.2, block.3][unit % 4]
                let isKept = Double(word) >= Double(rate) * 0x1p32
                #expect(out[unit * 16 + lane] == (isKept ? input[unit * 16 + lane] * (1 / (1 - rate)) : 0))
            }
        }
        kernels(named: variant).dropout(Int32(units), 0, seed, 1, 1, 0, input, &out)
        #expect(out == input)
    }

    /// Loss and gradient of each image against Double; lanes beyond `count` are 0.
    @Test(arguments: kernelVariants, [true, false])
    func losses(variant: String, isCrossEntropy: Bool) {
        let classes = 10, count = 13, scale: Float = 0.25
        var numbers = TestNumbers(seed: 12)
        var logits = numbers.list(classes * 16).map { $0 * 8 }
        let labels = (0..<16).map { UInt8($0 * 7 % 10) }
        func loss(_ logits: [Double], _ label: Int) -> Double {
            let most = logits.max() ?? 0, exps = logits.map { lenet_exp($0 - most) }, sum = exps.reduce(0, +)
            if isCrossEntropy { return lenet_log(sum) - (logits[label] - most) }
            return exps.enumerated().reduce(0) { $0 + ($1.1 / sum - ($1.0 == label ? 1 : 0)) * ($1.1 / sum - ($1.0 == label ? 1 : 0)) } / Double(classes)
        }
        var losses = [Float](repeating: 9, count: 16), gradient = [Float](repeating: 9, count: classes * 16)
        let table = kernels(named: variant)
        func run(_ gradient: UnsafeMutablePointer<Float>?) {
            labels.withUnsafeBufferPointer { labels in
                let targets = lenet_targets(labels: labels.baseAddress!)
                if isCrossEntropy {
                    table.softmax_cross_entropy(Int32(classes), Int32(count), logits, targets, scale, &losses, gradient)
                } else {
                    table.output_loss(LENET_SQUARED_ERROR, true, 0, Int32(classes), Int32(count), logits, targets, scale, &losses, gradient)
                }
            }
        }
        gradient.withUnsafeMutableBufferPointer { run($0.baseAddress) }
        for lane in 0..<16 {
            var own = (0..<classes).map { Double(logits[$0 * 16 + lane]) }
            let label = Int(labels[lane])
            #expect(lane < count ? abs(Double(losses[lane]) - loss(own, label)) < 2e-6 * max(1, loss(own, label)) : losses[lane] == 0)
            for c in 0..<classes {
                let h = 1e-5, centre = own[c]
                own[c] = centre + h
                let above = loss(own, label)
                own[c] = centre - h
                let slope = (above - loss(own, label)) / (2 * h) * Double(scale)
                own[c] = centre
                #expect(lane < count ? abs(Double(gradient[c * 16 + lane]) - slope) < 1e-6 : gradient[c * 16 + lane] == 0)
            }
        }
        // A logit without a number reaches the loss.
        logits[3 * 16 + 2] = .nan
        run(nil)
        #expect(losses[2].isNaN && !losses[1].isNaN)
    }

    @Test(arguments: kernelVariants, [1, 15, 16, 100])
    func activationsAndSums(variant: String, count: Int) {
        let table = kernels(named: variant)
        var numbers = TestNumbers(seed: 13)
        let x = numbers.list(count), g = numbers.list(count), parts = numbers.list(3 * (count + 2))
        var y = [Float](repeating: 5, count: count + 1)
        table.relu_forward(count, x, &y)
        #expect(Array(y.prefix(count)) == x.map { $0 > 0 ? $0 : 0 } && y[count] == 5)
        table.relu_backward(count, x, g, &y)
        #expect(Array(y.prefix(count)) == zip(x, g).map { $0 > 0 ? $1 : 0 } && y[count] == 5)
        table.tanh_backward(count, x, g, &y)
        #expect(zip(y, zip(x, g)).allSatisfy { abs($0 - $1.1 * (1 - $1.0 * $1.0)) < 1e-6 })
        table.sigmoid_forward(count, x, &y)
        #expect(zip(y, x).allSatisfy { abs(Double($0) - 1 / (1 + lenet_exp(-Double($1)))) < 1e-7 })
        table.sigmoid_backward(count, x, g, &y)
        #expect(zip(y, zip(x, g)).allSatisfy { abs($0 - $1.1 * $1.0 * (1 - $1.0)) < 1e-6 })
        table.sum_parts(count, 3, parts, count + 2, &y)
        #expect(Array(y.prefix(count)) == (0..<count).map { parts[$0] + parts[$0 + count + 2] + parts[$0 + 2 * (count + 2)] })
    }
}
