import LenetSyntax

extension ProblemWriter {
    static func tensors(_ file: String, _ fault: TensorFault) -> Words {
        func shape(_ sides: [Int]) -> String { "[" + sides.map { "\($0)" }.joined(separator: ", ") + "]" }
        switch fault {
        case .damaged(let reason):
            return Words(
                title: "'\(file)' is no safetensors file that can be read: \(reason)", label: "nothing of it was taken",
                notes: ["weights are written with: save model to \"five.safetensors\""])
        case .missing(let name, let found):
            return Words(
                title: "'\(file)' has no '\(name)', which the network needs", label: "it is of another network",
                notes: ["it has: " + list(found)])
        case .unexpected(let names, let known):
            return Words(
                title: "'\(file)' has '\(names[0])', for which the network has no place", label: "it is of another network",
                notes: ["the network has: " + list(known)])
        case .shape(let name, let found, let wanted):
            return Words(title: "'\(name)' of '\(file)' has the shape \(shape(found))", label: "the network's is \(shape(wanted))")
        case .type(let name, let found):
            return Words(title: "'\(name)' of '\(file)' holds \(found)", label: "weights are F32, F16, BF16 or F64")
        case .notFinite(let name, let index):
            return Words(title: "'\(name)' of '\(file)' holds a number that is not finite", label: "number \(index) of the tensor, from 0")
        case .network(let reason):
            return Words(title: "the model in '\(file)' cannot be made: \(reason)", label: "its layers are no network here")
        case .noNetwork:
            return Words(
                title: "'\(file)' does not say of which network it is, and there is no model yet", label: "weights need a network",
                notes: ["make it first: model lenet5"])
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }
}
