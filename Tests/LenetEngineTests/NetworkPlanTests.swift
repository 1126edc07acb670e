import LenetEngine
import Testing

@Suite struct NetworkPlanTests {
    @Test(arguments: [("lenet5", 61_706), ("cnn4", 77_450), ("mlp", 101_770), ("softmax_regression", 7_850), ("lenet1", 3_246)])
    func presetsHaveTheirParameters(_ name: String, _ parameters: Int) throws {
        let plan = try TestModels.preset(name)
        #expect(plan.parameterCount == parameters)
        #expect(plan.rows.reduce(0) { $0 + $1.parameters } == parameters)
        #expect(Presets.cards.contains { $0.keyword == name })
        #expect(plan.arrays.last?.range.upperBound == parameters)
    }

    @Test func presetsAreWhatTheirCardsSay() {
        #expect(Presets.cards.count == 5)
        #expect(Presets.lines("lenet6") == nil)
    }

    /// Three classes, or twenty-six: the last layer follows, and nothing else does.
    @Test(arguments: Presets.cards.map(\.keyword), [1, 3, 26]) func presetsFitAnyNumberOfClasses(_ name: String, classes: Int) throws {
        let input = Shape(channels: 1, height: 28, width: 28)
        let plan = try NetworkPlan(name: name, lines: try #require(Presets.lines(name, classes: classes)), input: input, classes: classes)
        let usual = try TestModels.preset(name)
        #expect(plan.layers.last?.layer.output.count == classes)
        #expect(plan.arrays.dropLast(2).map(\.dimensions) == usual.arrays.dropLast(2).map(\.dimensions))
        let inputs = (usual.arrays.last { $0.name.hasSuffix("weight") }?.dimensions ?? []).reduce(1, *) / 10
        #expect(usual.parameterCount - plan.parameterCount == (10 - classes) * (inputs + 1))
    }

    @Test func lenet5HasItsShapesAndOperations() throws {
        let plan = try TestModels.preset("lenet5")
        #expect(plan.rows.map(\.layer) == ["conv1", "avgpool1", "conv2", "avgpool2", "dense1", "dense2", "dense3"])
        #expect(
            plan.rows.map(\.output.description) == ["28x28x6", "14x14x6", "10x10x16", "5x5x16", "120", "84", "10"])
        #expect(plan.rows.map(\.parameters) == [156, 0, 2_416, 0, 48_120, 10_164, 850])
        #expect(plan.rows.map(\.description).prefix(3) == ["conv 6 5x5 same relu", "avgpool 2", "conv 16 5x5 valid relu"])
        #expect(plan.multiplyAdds == 416_520)
        // Forward 0.833 million, weight gradients 0.833, input gradients 0.598.
        #expect(plan.trainingOperations == 2 * (416_520 * 2 + 298_920))
        #expect(plan.arrays.map(\.name).prefix(4) == ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias"])
        #expect(plan.arrays[2].dimensions == [16, 6, 5, 5])
        #expect(plan.arrays[2].fanIn == 150 && plan.arrays[2].fanOut == 400)
    }

    @Test func layersAreNamedByKindOrByAs() throws {
        var named = TestModels.dense(6, "relu")
        named.name = "features"
        let plan = try TestModels.plan([named, TestModels.dense(6), TestModels.dense(5)])
        #expect(plan.layers.map(\.name) == ["features", "dense2", "dense3"])
    }

    static func error(_ lines: [LayerLine]) -> NetworkError? {
        do throws(NetworkError) {
            _ = try TestModels.plan(lines)
            return nil
        } catch { return error }
    }

    /// Lines are numbered so that every error can be found again.
    static func numbered(_ lines: LayerLine...) -> [LayerLine] {
        lines.enumerated().map { index, line in
            var line = line
            line.id = 10 + index
            return line
        }
    }

    @Test func errorsAreFactsWithTheirLine() throws {
        let conv = TestModels.conv(3, (3, 3))
        let last = TestModels.dense(5)
        #expect(Self.error([]) == .noLayers)
        #expect(Self.error(Self.numbered(LayerLine("cnov"))) == .unknownLayer(line: 10, keyword: "cnov"))
        #expect(
            Self.error(Self.numbered(conv, LayerLine("dense"))) == .missing(line: 11, layer: "dense", option: "units"))
        #expect(
            Self.error(Self.numbered(LayerLine("dense", ["units": .number(5), "width": .number(2)])))
                == .unknownOption(line: 10, layer: "dense", option: "width"))
        #expect(
            Self.error(Self.numbered(TestModels.conv(3, (3, 3), TestModels.on("same", "valid")), last))
                == .conflict(line: 10, layer: "conv", first: "same", second: "valid"))
        #expect(
            Self.error(Self.numbered(TestModels.conv(3, (3, 3), ["same": .flag(true), "pad": .number(1)]), last))
                == .conflict(line: 10, layer: "conv", first: "same", second: "pad"))
        #expect(
            Self.error(Self.numbered(TestModels.dense(6, "relu", "tanh"), last))
                == .conflict(line: 10, layer: "dense", first: "relu", second: "tanh"))
        #expect(
            Self.error(Self.numbered(TestModels.conv(3, (4, 4), TestModels.on("same")), last))
                == .evenKernel(line: 10, height: 4, width: 4))
        #expect(
            Self.error(Self.numbered(last, conv))
                == .needsImage(line: 11, layer: "conv", previous: "dense1", units: 5))
        #expect(
            Self.error(Self.numbered(TestModels.dense(5, "softmax"), last)) == .softmaxNotLast(line: 10, layer: "dense1"))
        #expect(
            Self.error(Self.numbered(TestModels.dense(7)))
                == .wrongOutput(line: 10, layer: "dense1", output: Shape(channels: 7), classes: 5))
        #expect(
            Self.error(Self.numbered(TestModels.dense(65_536), TestModels.dense(65_536), last))
                == .tooLarge(line: 11, layer: "dense", what: "parameters", limit: 1 << 28))
        var named = last
        named.name = "dense1"
        #expect(Self.error(Self.numbered(TestModels.dense(4), named)) == .duplicateName(line: 11, name: "dense1", firstLine: 10))
        #expect(Self.error([TestModels.dense(5, "softmax")]) == nil)
    }

    @Test func aWindowThatDoesNotFitShowsItsSum() throws {
        let error = try #require(
            Self.error(Self.numbered(TestModels.conv(3, (3, 3)), TestModels.conv(3, (11, 3), ["pad": .number(1)]))))
        #expect(
            error == .windowTooLarge(line: 11, layer: "conv", axis: "height", input: 8, padding: 1, window: 11))
        #expect(error.arithmetic == "8 + 2 * 1 - 11 + 1 = 0")
        #expect(error.line == 11)
        #expect(error.message.contains("8 + 2 * 1 - 11 + 1 = 0"))
    }

    @Test(arguments: [0, -1, 1.5, 4097, 1e300, .nan, .infinity] as [Double])
    func numbersOutOfRangeAreErrors(_ filters: Double) {
        let error = Self.error([LayerLine("conv", ["filters": .number(filters), "kernel": .size(3, 3)]), TestModels.dense(5)])
        guard case .outOfRange(_, "conv", "filters", _, _)? = error else {
            Issue.record("\(filters) filters: \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [-0.1, 1, 2, .nan, .infinity] as [Double])
    func ratesOutOfRangeAreErrors(_ rate: Double) {
        guard case .outOfRange(_, "dropout", "rate", _, _)? = Self.error([TestModels.dropout(rate), TestModels.dense(5)]) else {
            Issue.record("dropout \(rate) was taken")
            return
        }
    }
}
