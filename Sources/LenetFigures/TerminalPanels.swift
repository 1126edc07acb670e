/// Small figures one below the other, the letters of their curves the same in all; two side by side would be too narrow to read.
enum TerminalPanels {
    static func lines(_ figure: Figure, _ panels: Panels, width: Int) -> [String] {
        var lines = TerminalDrawing.heading(figure, width)
        let heights = panels.sharesY ? panels.figures.flatMap(\.heights) : []
        for panel in panels.figures { lines += TerminalDrawing.lines(panel, width: width, rows: 9, heights: heights) + [""] }
        return lines
    }
}
