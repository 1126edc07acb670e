extension ProblemWriter {
    static func figures(_ problem: Problem) -> Words {
        switch problem {
        case .cannotWrite(let path, let reason):
            Words(title: "'\(path)' could not be written", label: reason, notes: ["nothing was changed"])
        case .figureFormat(let ending?):
            Words(title: "figures are not written as .\(ending)", label: "a name that ends in .svg, .png or .txt")
        case .figureFormat(nil):
            Words(title: "the file's name does not say what it should be", label: "a name that ends in .svg, .png or .txt")
        case .settingOfSeveral(let name, let example):
            Words(
                title: "which of them should take '\(name)'?", label: "there are several",
                notes: ["say it in brackets: \(example)"])
        case .noHistory:
            Words(title: "there is nothing to draw yet", label: "no training has been measured", notes: ["train first: train with adam epochs 5"])
        case .stepsUnknown:
            Words(
                title: "how many steps these epochs have is not known", label: "say by epochs, or by seconds",
                notes: ["a run knows it when all its epochs were completed; model does not"])
        case .notMeasured(let split):
            Words(title: "nothing was measured on \(split) images", label: "say on training, or on test")
        default: Words(title: "this cannot be drawn")
        }
    }
}
