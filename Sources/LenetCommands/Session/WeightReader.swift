import LenetEngine
import LenetSyntax

/// Reads `conv1.weight[0, 0, 2, 2]`, `conv1` and expressions over them, by the layers of a model.
struct WeightReader {
    let plan: NetworkPlan
    let session: Session

    /// The place that an expression names; nil where it is about something else.
    func place(_ expression: Expression) throws -> WeightPlace? {
        var base = expression
        var indices: [Expression] = []
        while case .index(let inner, let given) = base.form {
            indices = given + indices
            base = inner
        }
        switch base.form {
        case .name(let name):
            guard plan.layerNames.contains(name) else { return nil }
            let arrays = plan.arrays(of: name)
            guard !arrays.isEmpty else { throw Failure(.step(.noWeights(layer: name, of: plan.name)), at: base.span) }
            if let first = indices.first {
                throw Failure(.step(.layerIndexed(name, arrays: arrays.map { ($0.name, $0.dimensions) })), at: first.span)
            }
            return WeightPlace(layer: name)
        case .field(let owner, let field):
            guard case .name(let name) = owner.form else { return nil }
            guard plan.layerNames.contains(name) else {
                if isKnown(name) { return nil }
                throw unknown(name, at: owner.span)
            }
            let arrays = plan.arrays(of: name)
            guard !arrays.isEmpty else { throw Failure(.step(.noWeights(layer: name, of: plan.name)), at: owner.span) }
            let names = arrays.map { String($0.name.dropFirst(name.count + 1)) }
            guard let found = names.firstIndex(of: field.text) else {
                throw Failure(
                    .step(.noArray(field.text, layer: name, nearest: Nearest.candidates(field.text, among: names), all: names)), at: field.span)
            }
            return WeightPlace(layer: name, array: field.text, index: try numbers(indices, in: arrays[found], at: expression.span))
        default: return nil
        }
    }

    private func numbers(_ indices: [Expression], in array: ParameterArray, at span: Span) throws -> [Int] {
        guard indices.count <= array.dimensions.count else {
            throw Failure(.step(.tooManyIndices(array.name, shape: array.dimensions, given: indices.count)), at: indices[array.dimensions.count].span)
        }
        return try zip(indices, array.dimensions).enumerated().map { dimension, pair in
            let x = try Evaluator(session).number(pair.0)
            guard let whole = WholeNumber.from(x) else { throw Failure(.notWhole(x), at: pair.0.span) }
            guard whole >= 0, whole < pair.1 else {
                throw Failure(.step(.badIndex(array.name, shape: array.dimensions, dimension: dimension, said: whole)), at: pair.0.span)
            }
            return whole
        }
    }

    func unknown(_ name: String, at span: Span) -> Failure {
        let names = plan.layers.filter { !$0.arrays.isEmpty }.map(\.name)
        return Failure(.step(.notInModel(name, model: plan.name, nearest: Nearest.candidates(name, among: plan.layerNames), all: names)), at: span)
    }

    /// Something of the session has the name.
    private func isKnown(_ name: String) -> Bool {
        session.scopes[name] != nil || ((try? session.definedValue(name, at: nil)) ?? nil) != nil
    }

    // MARK: Expressions

    /// Functions of a whole array, besides those of single numbers.
    private static let wholes = ["norm", "sum", "mean", "min", "max"]

    /// With the weights as numbers in it; `count` grows by the places that it names.
    func filled(_ expression: Expression, _ weights: [Float], count: inout Int) throws -> Expression {
        if let place = try place(expression) {
            guard place.isWeight(in: plan), let range = place.range(in: plan) else {
                throw Failure(.step(.arrayAsNumber(place.text, index: example(place))), at: expression.span)
            }
            count += 1
            return Expression(.number(Double(weights[range.lowerBound])), expression.span)
        }
        var result = expression
        switch expression.form {
        case .call(let callee, let arguments):
            if case .name(let function) = callee.form, Self.wholes.contains(function), arguments.count == 1,
                let place = try place(arguments[0].value), let range = place.range(in: plan)
            {
                count += 1
                return Expression(.number(Self.value(function, weights[range])), expression.span)
            }
            if case .name("norm") = callee.form { throw Failure(.step(.normOfNumber), at: expression.span) }
            result.form = .call(
                callee, try arguments.map { Argument(label: $0.label, value: try filled($0.value, weights, count: &count)) })
        case .unary(let operation, let operand): result.form = .unary(operation, try filled(operand, weights, count: &count))
        case .binary(let operation, let left, let right):
            result.form = .binary(operation, try filled(left, weights, count: &count), try filled(right, weights, count: &count))
        case .list(let elements): result.form = .list(try elements.map { try filled($0, weights, count: &count) })
        case .name(let name):
            if !isKnown(name) { throw unknown(name, at: expression.span) }
        default: break
        }
        return result
    }

    func value(_ expression: Expression, _ weights: [Float]) throws -> Double {
        var count = 0
        let filled = try filled(expression, weights, count: &count)
        guard count > 0 else { throw Failure(.step(.nothingOfModel), at: expression.span) }
        return try Evaluator(session).number(filled)
    }

    private static func value(_ function: String, _ weights: ArraySlice<Float>) -> Double {
        let numbers = weights.map { Double($0) }
        let sum = numbers.reduce(0, +)
        switch function {
        case "sum": return sum
        case "mean": return sum / Double(max(1, numbers.count))
        case "min": return numbers.min() ?? 0
        case "max": return numbers.max() ?? 0
        default: return numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
    }

    /// One weight of the place, for a message: `conv1.weight[0, 0, 0, 0]`.
    private func example(_ place: WeightPlace) -> String {
        let arrays = plan.arrays(of: place.layer)
        guard let array = arrays.first(where: { $0.name == "\(place.layer).\(place.array ?? "")" }) ?? arrays.first else { return place.text }
        let index = place.index + [Int](repeating: 0, count: max(0, array.dimensions.count - place.index.count))
        return "\(array.name)[\(index.map { "\($0)" }.joined(separator: ", "))]"
    }
}
