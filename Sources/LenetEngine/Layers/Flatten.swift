import LenetCards

/// Takes an image as one row of numbers, in the order channel, row, column. The numbers lie like that anyway: it costs nothing.
package struct Flatten: Layer {
    package static let card = Card(
        .layer, "flatten", "Takes an image as one row of numbers.",
        [Parameter("as", .option, .newName, default: .absent("flatten1, flatten2, …"), "The layer's name.")],
        notes: ["A dense layer flattens its input by itself, so this word is only for the reader."],
        examples: [Example("model m { conv 6 5x5 relu; flatten; dense 10 }", "says that dense takes 6 x 24 x 24 numbers")])

    package let input: Shape
    package let output: Shape

    package init(_ reader: LayerReader, input: Shape) throws(NetworkError) {
        self.input = input
        output = Shape(channels: input.count)
    }

    package var description: String { "flatten" }
    package static let makesRow = true
    package var isIdentity: Bool { true }
}
