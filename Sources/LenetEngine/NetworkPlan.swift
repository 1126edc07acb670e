import LenetCards

/// A network before its weights: the layers with every shape worked out, and where each array lies among the parameters.
///
///     let plan = try NetworkPlan(
///         name: "lenet5", lines: Presets.lines("lenet5")!, input: Shape(channels: 1, height: 28, width: 28), classes: 10)
///     plan.parameterCount   // 61,706
package struct NetworkPlan: Sendable, Hashable {
    package let name: String
    package let lines: [LayerLine]
    package let input: Shape
    package let classes: Int
    /// Whose initialisers and layer defaults hold.
    package let dialect: Dialect
    package let layers: [PlannedLayer]
    /// All parameter arrays, in the order of the layers, without gaps.
    package let arrays: [ParameterArray]
    package let parameterCount: Int
    /// Running means and their like, in the order of the layers, without gaps.
    package let statistics: [StatisticArray]
    package var statisticCount: Int { statistics.last?.range.upperBound ?? 0 }

    /// Errors: the first fact that keeps the lines from being a network, with the line's id.
    package init(
        name: String, lines: [LayerLine], input: Shape, classes: Int, dialect: Dialect = .keras
    ) throws(NetworkError) {
        var layers: [PlannedLayer] = []
        var arrays: [ParameterArray] = []
        var parameterCount = 0
        var statistics: [StatisticArray] = []
        var ofKind: [String: Int] = [:]
        var lineOfName: [String: Int] = [:]
        var shape = input
        for line in lines {
            guard let type = LayerCatalogue.type(named: line.keyword) else {
                throw .unknownLayer(line: line.id, keyword: line.keyword)
            }
            if type.needsImage, let previous = layers.last, previous.gaveRow {
                throw .needsImage(line: line.id, layer: line.keyword, previous: previous.name, units: shape.count)
            }
            let layer = try type.init(LayerReader(line, card: type.card, dialect: dialect), input: shape)
            if let previous = layers.last, previous.layer.endsInSoftmax {
                throw .softmaxNotLast(line: previous.line, layer: previous.name)
            }
            ofKind[line.keyword, default: 0] += 1
            let layerName = line.name ?? "\(line.keyword)\(ofKind[line.keyword, default: 1])"
            if let first = lineOfName[layerName] {
                throw .duplicateName(line: line.id, name: layerName, firstLine: first)
            }
            lineOfName[layerName] = line.id

            let firstArray = arrays.count
            for parameter in layer.parameters {
                // The factors are bounded by the cards, so their product fits; the sum is checked as it grows.
                arrays.append(ParameterArray(layer: layerName, parameter: parameter, offset: parameterCount))
                parameterCount += parameter.count
            }
            guard parameterCount <= LayerLimits.parameters else {
                throw .tooLarge(line: line.id, layer: layerName, what: "parameters", limit: LayerLimits.parameters)
            }
            guard layer.output.count <= LayerLimits.activations else {
                throw .tooLarge(line: line.id, layer: layerName, what: "numbers for each image", limit: LayerLimits.activations)
            }
            for statistic in layer.statistics {
                statistics.append(
                    StatisticArray(layer: layerName, statistic: statistic, offset: statistics.last?.range.upperBound ?? 0))
            }
            let givesRow = type.makesRow || (layers.last?.gaveRow ?? false)
            layers.append(
                PlannedLayer(
                    name: layerName, line: line.id, layer: layer, arrays: firstArray..<arrays.count,
                    statistics: statistics.count - layer.statistics.count..<statistics.count, gaveRow: givesRow))
            if let activation = layer.activationBehind {
                layers.append(
                    PlannedLayer(
                        name: "\(layerName).\(activation.description)", line: line.id, layer: activation.layer(behind: layer.output),
                        arrays: arrays.count..<arrays.count, statistics: statistics.count..<statistics.count, gaveRow: givesRow,
                        belongsToLineBefore: true))
            }
            shape = layer.output
        }
        guard let last = layers.last else { throw .noLayers }
        guard shape.count == classes else {
            throw .wrongOutput(line: last.line, layer: last.name, output: shape, classes: classes)
        }
        self.name = name
        self.lines = lines
        self.input = input
        self.classes = classes
        self.dialect = dialect
        self.layers = layers
        self.arrays = arrays
        self.parameterCount = parameterCount
        self.statistics = statistics
    }

    /// A line of `show model`.
    package struct Row: Sendable, Hashable {
        package let layer: String
        /// `conv 6 5x5 same relu`
        package let description: String
        package let output: Shape
        package let parameters: Int
        /// Per image, forward.
        package let multiplyAdds: Int
        /// Numbers that it keeps of each image until it has gone backward; a bit counts as a 32nd of one.
        package let activations: Int
    }

    package var rows: [Row] {
        var rows: [Row] = []
        for (index, planned) in layers.enumerated() {
            var activations = planned.layer.isIdentity ? 0 : planned.layer.output.count
            if index + 1 < layers.count, let both = (planned.layer as? Conv)?.pooled(by: layers[index + 1].layer) {
                // What the convolution gives never goes through memory; a bit of each number is kept.
                activations = (both.kept + 31) / 32
            }
            if planned.belongsToLineBefore, let line = rows.popLast() {
                activations += line.activations
                rows.append(
                    Row(
                        layer: line.layer, description: line.description, output: line.output, parameters: line.parameters,
                        multiplyAdds: line.multiplyAdds, activations: activations))
                continue
            }
            rows.append(
                Row(
                    layer: planned.name, description: planned.layer.description, output: planned.layer.output,
                    parameters: arrays[planned.arrays].reduce(0) { $0 + $1.count }, multiplyAdds: planned.layer.multiplyAdds,
                    activations: activations))
        }
        return rows
    }

    /// Per image, forward.
    package var multiplyAdds: Int { layers.reduce(0) { $0 + $1.layer.multiplyAdds } }

    /// Floating-point operations per image in training: forward, weight gradients, and input gradients except the first
    /// learning layer's. 2.26 million for LeNet-5.
    package var trainingOperations: Int {
        let first = layers.firstIndex { !$0.arrays.isEmpty } ?? layers.count
        return layers.enumerated().reduce(0) { sum, next in
            sum + 2 * next.element.layer.multiplyAdds * (next.offset <= first ? 2 : 3)
        }
    }

    // A plan follows from its lines, whatever they were numbered.
    package static func == (a: NetworkPlan, b: NetworkPlan) -> Bool {
        a.name == b.name && a.hasSameLayers(as: b)
    }

    /// Weights of one fit the other.
    package func hasSameLayers(as other: NetworkPlan) -> Bool {
        input == other.input && classes == other.classes && dialect == other.dialect && lines.count == other.lines.count
            && zip(lines, other.lines).allSatisfy {
                $0.keyword == $1.keyword && $0.name == $1.name && $0.values == $1.values
            }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(parameterCount)
    }
}

/// A layer in its place in a network.
package struct PlannedLayer: Sendable {
    package internal(set) var name: String
    /// The `id` of its line.
    package let line: Int
    package internal(set) var layer: any Layer
    /// Its parameters, among the plan's arrays.
    package let arrays: Range<Int>
    /// Among the plan's statistics.
    package let statistics: Range<Int>
    /// It or a layer before it gives a row of numbers, so no image can follow.
    let gaveRow: Bool
    /// The activation at the end of the line of the layer before it.
    var belongsToLineBefore = false
}

/// One array of weights and where it lies among all parameters.
package struct ParameterArray: Sendable, Hashable {
    /// "conv1.weight"
    package let name: String
    package let offset: Int
    package let dimensions: [Int]
    package let fanIn: Int
    package let fanOut: Int
    package let initializer: Initializer

    init(layer: String, parameter: LayerParameter, offset: Int) {
        name = "\(layer).\(parameter.name)"
        self.offset = offset
        dimensions = parameter.dimensions
        fanIn = parameter.fanIn
        fanOut = parameter.fanOut
        initializer = parameter.initializer
    }

    package var count: Int { dimensions.reduce(1, *) }
    package var range: Range<Int> { offset..<offset + count }
}

/// One array of a layer's statistics and where it lies among all of them.
package struct StatisticArray: Sendable, Hashable {
    /// "batchnorm1.running_mean"
    package let name: String
    package let offset: Int
    package let count: Int
    /// What all of them are at the start.
    package let start: Float

    init(layer: String, statistic: LayerStatistic, offset: Int) {
        name = "\(layer).\(statistic.name)"
        self.offset = offset
        count = statistic.count
        start = statistic.start
    }

    package var range: Range<Int> { offset..<offset + count }
}
