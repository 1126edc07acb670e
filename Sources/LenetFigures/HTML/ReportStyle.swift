/// The style of a report: light and dark as the reader has it, on a phone, on paper.
enum ReportStyle {
    static let sheet = """
        :root { --paper: #ffffff; --ink: #1c1c1c; --quiet: #595959; --line: #d5d5d5; --tint: #f4f5f7; --accent: #0b5cad; --right: #cfe6f7; --wrong: 213, 94, 0; }
        @media screen and (prefers-color-scheme: dark) {
          :root { --paper: #161616; --ink: #f0f0f0; --quiet: #b0b0b0; --line: #3a3a3a; --tint: #202124; --accent: #7fc0f5; --right: #173a57; --wrong: 255, 154, 87; }
        }
        * { box-sizing: border-box; }
        html { font: 100%/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
        body { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; overflow-wrap: break-word; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.5rem; text-wrap: balance; }
        h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.6rem 0 0.8rem; padding-top: 0.9rem; border-top: 1px solid var(--line); }
        header p { margin: 0 0 0.3rem; color: var(--quiet); }
        a { color: var(--accent); }
        .skip { position: absolute; left: -999rem; }
        .skip:focus { position: static; }
        nav ol { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; list-style: none; margin: 1.2rem 0 0; padding: 0; }
        main > section:first-child h2 { margin-top: 1.6rem; }
        li { margin: 0.3rem 0; }
        nav li { margin: 0; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        .scroll { overflow-x: auto; margin: 1rem 0; }
        pre { margin: 0; padding: 0.9rem 1.1rem; background: var(--tint); border: 1px solid var(--line); border-radius: 6px; width: max-content; min-width: 100%; }
        code { font: 0.875rem/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.94rem; }
        caption { text-align: left; color: var(--quiet); padding: 0 0 0.45rem; }
        th, td { padding: 0.32rem 0.9rem 0.32rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; text-align: right; font-weight: 400; }
        th.words, td.words { text-align: left; }
        th + th, td + td, th + td { padding-left: 0.9rem; }
        thead th { font-weight: 600; border-bottom: 2px solid var(--quiet); vertical-align: bottom; }
        tbody tr:hover { background: var(--tint); }
        tr.total th, tr.total td { border-top: 2px solid var(--quiet); }
        dl { margin: 1rem 0; }
        dl > div { display: grid; grid-template-columns: 10.5rem 1fr; gap: 0 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
        dt { color: var(--quiet); }
        dd { margin: 0; overflow-wrap: anywhere; }
        details { margin: 0.7rem 0; }
        summary { cursor: pointer; color: var(--accent); width: max-content; max-width: 100%; }
        figure { margin: 1.6rem 0 2rem; }
        .sheet { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); }
        .paper-room { position: relative; min-width: 38rem; }
        .paper-room > svg { display: block; width: 100%; height: auto; }
        figcaption { margin-top: 0.6rem; color: var(--quiet); }
        figcaption strong { color: var(--ink); }
        .hint, .controls { display: none; }
        .live .hint { display: inline; font-size: 0.875rem; }
        .tip { position: absolute; transform: translate(14px, -50%); max-width: 18rem; padding: 0.3rem 0.6rem; font-size: 0.86rem; line-height: 1.35; color: var(--paper); background: var(--ink); border-radius: 5px; pointer-events: none; }
        .tip.left { transform: translate(calc(-100% - 14px), -50%); }
        .tip:empty { opacity: 0; padding: 0; }
        .paper-room svg .pointer { fill: none; stroke: var(--ink); stroke-width: 2.5px; }
        .live .controls { display: flex; align-items: center; flex-wrap: wrap; gap: 0.6rem 0.9rem; margin-top: 0.9rem; }
        .controls label { font-weight: 600; }
        .slider { flex: 1 1 14rem; min-width: 10rem; height: 1.9rem; margin: 0; accent-color: var(--accent); }
        .at { min-width: 3.2em; font-variant-numeric: tabular-nums; }
        .play { font: inherit; color: var(--ink); background: var(--tint); border: 1px solid var(--quiet); border-radius: 6px; padding: 0.2rem 1rem; min-width: 5.2rem; cursor: pointer; }
        .stepped.live svg path.curve:not(.trail) { opacity: 0.28; }
        .stepped.live svg .edge { opacity: 0; }
        .stepped.live svg .end { opacity: 0.4; }
        .stepped.live svg .here { stroke: var(--paper); stroke-width: 2px; }
        .confusion th, .confusion td { text-align: center; padding: 0.28rem 0.55rem; min-width: 2.7rem; }
        .confusion .none { color: var(--quiet); }
        .confusion .right { background: var(--right); }
        .confusion .wrong-1 { background: rgba(var(--wrong), 0.12); }
        .confusion .wrong-2 { background: rgba(var(--wrong), 0.25); }
        .confusion .wrong-3 { background: rgba(var(--wrong), 0.38); }
        .confusion .wrong-4 { background: rgba(var(--wrong), 0.52); font-weight: 600; }
        footer { margin-top: 3rem; padding-top: 0.8rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.9rem; }
        @media (max-width: 40rem) {
          body { padding: 1rem 0.9rem 2rem; }
          h1 { font-size: 1.5rem; }
          dl > div { grid-template-columns: 1fr; }
          dt { font-size: 0.86rem; }
        }
        @page { margin: 14mm 15mm; }
        @media print {
          html { font-size: 10pt; }
          body { max-width: none; padding: 0; }
          nav, .skip, .live .hint, .live .controls, .tip, .pointer, .stepped .trail, .stepped .here, details.long { display: none; }
          .stepped.live svg path.curve:not(.trail), .stepped.live svg .edge, .stepped.live svg .end { opacity: 1; }
          h2, caption, summary, .sheet, p:has(+ figure), p:has(+ .scroll) { break-after: avoid; }
          .sheet, .stepped, figcaption, p, li, tr, .confusion, table:not(:has(tr:nth-child(25))) { break-inside: avoid; }
          h2 { margin-top: 1.6rem; }
          figure { margin: 1rem 0 1.2rem; }
          .sheet, .scroll { overflow: visible; }
          .sheet { max-width: 15cm; }
          .paper-room { min-width: 0; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; width: auto; }
          table { font-size: 8.6pt; }
          th, td { padding-top: 0.16rem; padding-bottom: 0.16rem; padding-right: 0.45rem; }
          th + th, td + td, th + td { padding-left: 0.45rem; }
          thead th, th.words, td.words { white-space: normal; }
          .confusion th, .confusion td { padding: 0.16rem 0.3rem; min-width: 2rem; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          details > summary { color: var(--ink); list-style: none; font-weight: 600; }
          details::details-content { content-visibility: visible; display: block; }
        }
        """
}
