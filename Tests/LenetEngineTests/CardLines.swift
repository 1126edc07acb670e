import LenetCards
import LenetData
import LenetEngine

/// Lines for every layer of the catalogue, made from its card: whatever is added to the folder `Layers/` is tested from then on.
enum CardLines {
    static let keywords = (LayerCatalogue.cards + LayerCatalogue.activationCards).map(\.keyword)

    /// A layer's or an activation's card.
    static func card(_ keyword: String) -> Card? {
        (LayerCatalogue.cards + LayerCatalogue.activationCards).first { $0.keyword == keyword }
    }

    /// The line with what the layer requires, and then one line for every flag, word and option beside it.
    static func lines(_ card: Card) -> [LayerLine] {
        var values: [String: LayerValue] = [:]
        for parameter in card.parameters where parameter.default == .required {
            values[parameter.name] = samples(parameter.domain).first
        }
        var lines = [LayerLine(card.keyword, values)]
        for parameter in card.parameters where parameter.default != .required {
            for sample in samples(parameter.domain) {
                lines.append(LayerLine(card.keyword, values.merging([parameter.name: sample]) { $1 }))
            }
        }
        return lines
    }

    private static func samples(_ domain: Domain) -> [LayerValue] {
        switch domain {
        case .integer(let range): [.number(Double(min(max(3, range.lowerBound), range.upperBound)))]
        case .number(let interval): [0.3, 1.5, -0.5, 30].first(where: interval.contains).map { [.number($0)] } ?? []
        case .flag: [.flag(true)]
        case .size: [.size(3, 2)]
        case .word(let words): words.map { .name($0) }
        case .either(let domains): domains.flatMap(samples)
        default: []
        }
    }

    static let shape = Shape(channels: 1, height: 7, width: 6)

    /// The line between a small convolution and a dense layer and, where it takes a row of numbers, between two dense layers.
    /// Throws where it fits nowhere.
    static func plans(_ line: LayerLine) throws(NetworkError) -> [NetworkPlan] {
        let hosts: [[LayerLine]] = [
            [TestModels.conv(2, (3, 3), TestModels.on("relu")), line, TestModels.dense(5)],
            [TestModels.dense(9, "tanh"), line, TestModels.dense(5)],
        ]
        var plans: [NetworkPlan] = []
        var refusal: NetworkError?
        for host in hosts {
            do throws(NetworkError) {
                plans.append(try NetworkPlan(name: "host", lines: host, input: shape, classes: 5))
            } catch { refusal = refusal ?? error }
        }
        if plans.isEmpty, let refusal { throw refusal }
        return plans
    }

    static func dataset(_ training: Int) -> Dataset {
        Dataset(
            name: "test", source: "made here", checksums: [], training: ImageSplit(TestModels.images(training, shape: shape)),
            validation: nil, test: ImageSplit(TestModels.images(20, shape: shape, seed: 12)))
    }
}
