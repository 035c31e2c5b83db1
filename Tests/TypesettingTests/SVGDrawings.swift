/// Drawings that together use everything of SVG that is drawn, in a square of 200 units.
enum SVGDrawings {
    static func file(_ content: String, box: String = "0 0 200 200") -> [UInt8] {
        Array(
            """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="\(box)" width="200" \
            height="200">
            \(content)
            </svg>
            """.utf8)
    }

    static let drawn: [String: [UInt8]] = [
        "lines": file(
            """
            <path d="M20,20 L80 20l0 60 h-60 Z m 80 0 H180V80 h-80 v-60z" fill="#c0392b"/>
            <path d="M20 100 60 180 100 100zm20 10l20 40 20-40z" fill="navy" fill-rule="evenodd"/>
            <path d="m110 100 40 80 40-80zm20 10 20 40 20-40z" style="fill:rgb(10%, 50%, 20%); stroke: #E0A526; stroke-width: 3px"/>
            """),
        "curves": file(
            """
            <path d="M10 60C10 10 90 10 90 60S170 110 190 60" fill="none" stroke="black" stroke-width="6"/>
            <path d="M10 120q40-60 80 0t80 0t20 10" fill="none" stroke="teal" stroke-width="4"/>
            <path d="M10 160c0-30 60-30 60 0s60 30 60 0s40-20 50 10z" fill="rgb(200,60,90)"/>
            """),
        "arcs": file(
            """
            <path d="M60 60A40 25 20 0 1 120 80L60 60" fill="tomato"/>
            <path d="M60 60A40 25 20 1 0 120 80" fill="none" stroke="#333" stroke-width="3"/>
            <path d="M130 100a30 50-30 1165.5-20.5a10,10 0 00-9-9" fill="none" stroke="green" stroke-width="4"/>
            <path d="M20 150a5 5 0 0 1 60 0a40 40 0 0 0 40 40z" fill="#0a3d62"/>
            """, box: "-5 0 210 210"),
        "shapes": file(
            """
            <rect x="10" y="10" width="60" height="40" fill="gold" stroke="black"/>
            <rect x="80" y="10" width="60" height="40" rx="12" fill="purple"/>
            <rect x="150" y="10" width="40" height="60" rx="30" ry="10" fill="none" stroke="#09f" stroke-width="5"/>
            <circle cx="40" cy="100" r="30" fill="crimson"/><ellipse cx="120" cy="100" rx="45" ry="20" fill="seagreen"/>
            <line x1="10" y1="150" x2="190" y2="190" stroke="black" stroke-width="4"/>
            <polyline points="10,140 40,190 70,150 100,190" fill="none" stroke="maroon" stroke-width="3"/>
            <polygon points="150 130 190 150 170 185 130 175" fill="orange" stroke="brown" stroke-width="2"/>
            """),
        "strokes": file(
            """
            <g fill="none" stroke="#234" stroke-width="14">
              <path d="M20 60L60 20L100 60" stroke-linejoin="round" stroke-linecap="round"/>
              <path d="M110 60L150 20L190 60" stroke-linejoin="bevel" stroke-linecap="square"/>
              <path d="M30 120L50 70L70 120"/><path d="M110 120L130 70L150 120" stroke-miterlimit="2"/>
              <path d="M10 150H190" stroke-dasharray="20 8 4" stroke-width="6"/>
              <path d="M10 180H190" stroke-dasharray="15" stroke-dashoffset="-7" stroke-width="6" stroke-linecap="round"/>
            </g>
            """),
        "transforms": file(
            """
            <g transform="translate(50 50) rotate(30)"><rect x="-30" y="-20" width="60" height="40" fill="#a33"/></g>
            <rect width="30" height="30" transform="matrix(1 .5 -.5 1 140 20)" fill="#3a3"/>
            <g transform="scale(2, 0.5)"><circle cx="30" cy="260" r="20" fill="none" stroke="#33a" stroke-width="6"/></g>
            <rect x="100" y="110" width="40" height="30" transform="skewX(-20)" fill="#aa3"/>
            <rect x="120" y="60" width="40" height="30" transform="skewY(15)" fill="#3aa"/>
            <path d="M150 150h30v30h-30z" transform="rotate(45, 165, 165)" stroke="black" fill="#a3a"/>
            """),
        "opacity": file(
            """
            <rect x="20" y="20" width="100" height="100" fill="red" fill-opacity=".5"/>
            <rect x="70" y="70" width="100" height="100" fill="blue" opacity="50%"/>
            <circle cx="100" cy="100" r="60" fill="none" stroke="#000" stroke-width="20" stroke-opacity="0.3"/>
            """),
        "inheritance": file(
            """
            <defs><g id="leaf"><path d="M0 0q20-30 40 0q-20 30-40 0"/></g></defs>
            <g fill="green" stroke="black" color="darkorange">
              <use xlink:href="#leaf" x="20" y="60"/><use href="#leaf" transform="translate(80 60) scale(2)" fill="olive"/>
              <circle cx="60" cy="140" r="30" fill="currentColor" stroke="none"/>
              <circle cx="140" cy="140" r="30" style="fill:none;stroke:currentColor;stroke-width:8"/>
              <rect width="200" height="200" visibility="hidden"/><g display="none"><rect width="200" height="200"/></g>
            </g>
            """),
    ]
}
