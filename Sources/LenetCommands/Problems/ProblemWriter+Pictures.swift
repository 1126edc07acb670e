import LenetData

extension ProblemWriter {
    static func picture(_ file: String, _ fault: PictureFault) -> Words {
        switch fault {
        case .unknownKind:
            Words(title: "'\(file)' is no picture that is known here", label: "PNG and PGM are read")
        case .damaged(let reason):
            Words(title: "'\(file)' is damaged: \(reason)", label: "it cannot be read as a picture")
        case .notRead(let reason):
            Words(title: "'\(file)' \(reason), which is not read", label: "save it as a plain PNG")
        case .tooLarge(let width, let height, let limit):
            Words(title: "'\(file)' has \(width)x\(height) pixels", label: "at most \(limit) on a side")
        case .empty:
            Words(title: "nothing is drawn in '\(file)'", label: "it has one shade all over")
        case .network(let channels):
            Words(title: "the network takes images of \(channels) channels", label: "a picture is read as one of grey")
        }
    }
}
