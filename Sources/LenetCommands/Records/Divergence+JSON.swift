import LenetEngine
import LenetLab

// Where a training stopped being finite, as a field of its record.

extension Divergence {
    package var json: JSON {
        var fields: [(String, JSON)] = [("step", .number(Double(step))), ("epoch", .number(Double(epoch))), ("value", .text(value.adjective))]
        func add(_ kind: String, _ more: [(String, JSON)]) { fields += [("kind", .text(kind))] + more }
        if case .negative(let rate) = value { fields.append(("rate", .number(rate))) }
        switch place {
        case .output(let layer, let at, let image): add("output", [("layer", .text(layer)), ("at", at.json), ("image", .number(Double(image)))])
        case .loss(let image): add("loss", [("image", .number(Double(image)))])
        case .outputGradient(let layer, let at, let image):
            add("output_gradient", [("layer", .text(layer)), ("at", at.json), ("image", .number(Double(image)))])
        case .gradient(let weight): add("gradient", weight.fields)
        case .rate: add("rate", [])
        case .state(let name, let weight): add("state", [("name", .text(name))] + weight.fields)
        case .weight(let weight): add("weight", weight.fields)
        case .epochsEnd(let layer): add("epochs_end", [("layer", layer.map { .text($0) } ?? .null)])
        }
        return .object(fields)
    }

    private static func values(rate: Double?) -> [Value] {
        [.notANumber, .infinite, .minusInfinite] + (rate.map { [.negative($0)] } ?? [])
    }

    package init?(json: JSON) {
        guard let step = json["step"]?.asInteger, let epoch = json["epoch"]?.asInteger,
            let value = Self.values(rate: json["rate"]?.asNumber).first(where: { $0.adjective == json["value"]?.asText })
        else { return nil }
        let layer = json["layer"]?.asText
        let position = json["at"].flatMap(Position.init(json:))
        let image = json["image"]?.asInteger
        let weight = WeightPlace(json: json)
        let place: Place?
        switch json["kind"]?.asText {
        case "output": if let layer, let position, let image { place = .output(layer: layer, at: position, image: image) } else { place = nil }
        case "loss": place = image.map { .loss(image: $0) }
        case "output_gradient":
            if let layer, let position, let image { place = .outputGradient(layer: layer, at: position, image: image) } else { place = nil }
        case "gradient": place = weight.map { .gradient($0) }
        case "rate": place = .rate
        case "state": if let weight, let name = json["name"]?.asText { place = .state(name: name, weight) } else { place = nil }
        case "weight": place = weight.map { .weight($0) }
        case "epochs_end": place = .epochsEnd(layer: layer)
        default: place = nil
        }
        guard let place else { return nil }
        self.init(step: step, epoch: epoch, place: place, value: value)
    }
}

extension Divergence.Position {
    fileprivate var json: JSON { .list([channel, row, column].map { .number(Double($0)) }) }

    fileprivate init?(json: JSON) {
        guard let numbers = json.asList?.compactMap(\.asInteger), numbers.count == 3 else { return nil }
        self.init(channel: numbers[0], row: numbers[1], column: numbers[2])
    }
}

extension Divergence.WeightPlace {
    fileprivate var fields: [(String, JSON)] { [("array", .text(array)), ("index", .list(index.map { .number(Double($0)) }))] }

    fileprivate init?(json: JSON) {
        guard let array = json["array"]?.asText, let index = json["index"]?.asList?.compactMap(\.asInteger) else { return nil }
        self.init(array: array, index: index)
    }
}
