import LenetCards

/// The networks that have a name of their own. On 28x28x1 images and 10 classes they have the parameters that are said here; other
/// data changes the first shapes and the last layer.
package enum Presets {
    package static let cards: [Card] = all.map(\.card)

    /// The layers' lines, numbered from 0, the last of them with a unit for each of the classes; nil where there is no such preset.
    package static func lines(_ name: String, classes: Int = 10) -> [LayerLine]? {
        all.first { $0.card.keyword == name }.map { preset in
            let lines = preset.lines + [dense(classes)]
            return lines.enumerated().map { index, line in
                var line = line
                line.id = index
                return line
            }
        }
    }

    private struct Preset: Sendable {
        let card: Card
        /// All but the last.
        let lines: [LayerLine]

        init(_ name: String, _ summary: String, notes: [String] = [], _ lines: [LayerLine]) {
            card = Card(
                .preset, name, summary, notes: notes,
                examples: [Example("model \(name); show model", "its layers, shapes and parameters")])
            self.lines = lines
        }
    }

    private static let all: [Preset] = [
        Preset(
            "lenet5", "LeNet-5 with ReLU and average pooling: 61,706 parameters.",
            notes: [
                "LeCun, Bottou, Bengio, Haffner, \"Gradient-based learning applied to document recognition\", 1998. Unlike there: every filter "
                    + "of the second convolution sees all six channels, pooling has no weights, ReLU in place of tanh, ten logits at the end."
            ],
            [
                conv(6, 5, "same", "relu"), pool("avgpool"), conv(16, 5, "valid", "relu"), pool("avgpool"),
                dense(120, "relu"), dense(84, "relu"),
            ]),
        Preset(
            "cnn4", "Four convolutions of 16, 32, 64 and 64 filters, each with max pooling, and three dense layers: 77,450 parameters.",
            [
                conv(16, 3, "same", "relu"), pool("maxpool"), conv(32, 3, "same", "relu"), pool("maxpool"),
                conv(64, 3, "same", "relu"), pool("maxpool"), conv(64, 3, "same", "relu"), pool("maxpool"),
                dense(128, "relu"), dense(64, "relu"),
            ]),
        Preset("mlp", "One hidden layer of 128 ReLU units: 101,770 parameters.", [dense(128, "relu")]),
        Preset(
            "softmax_regression", "One weight for every pixel and class, and nothing else: 7,850 parameters.", []),
        Preset(
            "lenet1", "The ancestor of LeNet-5, small and with tanh: 3,246 parameters.",
            notes: [
                "LeCun et al., \"Handwritten digit recognition with a back-propagation network\", 1990. Unlike there: every filter of the "
                    + "second convolution sees all four channels, and pooling has no weights."
            ],
            [conv(4, 5, "valid", "tanh"), pool("avgpool"), conv(12, 5, "valid", "tanh"), pool("avgpool")]),
    ]

    private static func conv(_ filters: Int, _ kernel: Int, _ flags: String...) -> LayerLine {
        var values: [String: LayerValue] = ["filters": .number(Double(filters)), "kernel": .size(kernel, kernel)]
        for flag in flags { values[flag] = .flag(true) }
        return LayerLine("conv", values)
    }

    private static func pool(_ keyword: String) -> LayerLine { LayerLine(keyword, ["size": .number(2)]) }

    private static func dense(_ units: Int, _ flags: String...) -> LayerLine {
        var values: [String: LayerValue] = ["units": .number(Double(units))]
        for flag in flags { values[flag] = .flag(true) }
        return LayerLine("dense", values)
    }
}
