import LenetEngine

/// Weights and optimizer state in the safetensors format: a header of JSON behind its length in 8 bytes, then the numbers, little
/// end first.
package enum WeightsFile {
    package static func bytes(_ state: TrainingState, rule: String?) -> [UInt8] {
        var tensors: [(String, JSON)] = []
        var numbers: [UInt8] = []
        func add(_ name: String, _ shape: [Int], _ values: ArraySlice<Float>) {
            let start = numbers.count
            for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { numbers.append(contentsOf: $0) } }
            tensors.append(
                (
                    name,
                    .object([
                        ("dtype", .text("F32")), ("shape", .list(shape.map { .number(Double($0)) })),
                        ("data_offsets", .list([.number(Double(start)), .number(Double(numbers.count))])),
                    ])
                ))
        }
        let arrays = state.network.plan.arrays
        func addAll(_ weights: [Float], prefix: String) {
            var start = 0
            for array in arrays {
                let end = min(start + array.dimensions.reduce(1, *), weights.count)
                add(prefix + array.name, array.dimensions, weights[start..<end])
                start = end
            }
        }
        addAll(state.network.weights, prefix: "")
        if let optimizer = state.optimizer {
            for (name, values) in zip(optimizer.stateNames, optimizer.states) { addAll(values, prefix: "optimizer.\(name).") }
        }
        let facts: [(String, JSON)] = [
            ("model", .text(state.network.plan.name)), ("seed", .text("\(state.seed)")), ("step", .text("\(state.step)")),
            ("pass", .text("\(state.pass)")), ("position", .text("\(state.position)")), ("rule", .text(rule ?? "")),
            ("t", .text("\(state.optimizer?.t ?? 0)")),
        ]
        var header = Array(JSON.object([("__metadata__", .object(facts))] + tensors).text.utf8)
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        return length + header + numbers
    }
}
