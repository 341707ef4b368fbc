namespace O4O.Edge.Eyes.Drawing;

/// <summary>Capital letters and digits, three pixels wide and five high: enough to read a class and a score beside a box.</summary>
internal static class Letters
{
    public const int Width = 3, Height = 5;

    /// <summary>A to Z, then 0 to 9; fifteen bits each, row by row from the top, the highest bit at the left.</summary>
    private static readonly ushort[] Shapes =
    [
        0x2BED, 0x6BAE, 0x3923, 0x6B6E, 0x79A7, 0x79A4, 0x396B, 0x5BED, 0x7497,
        0x126A, 0x5BAD, 0x4927, 0x5FED, 0x6B6D, 0x2B6A, 0x6BA4, 0x2B7B, 0x6BAD,
        0x388E, 0x7492, 0x5B6F, 0x5B6A, 0x5BFD, 0x5AAD, 0x5A92, 0x72A7, 0x7B6F,
        0x2C97, 0x73E7, 0x73CF, 0x5BC9, 0x79CF, 0x79EF, 0x7249, 0x7BEF, 0x7BCF,
    ];

    /// <summary>Whether a letter's pixel is set. What is neither letter nor digit is blank.</summary>
    public static bool IsSet(char letter, int x, int y)
    {
        int index = char.IsAsciiDigit(letter) ? 26 + (letter - '0') : char.IsAsciiLetter(letter) ? char.ToUpperInvariant(letter) - 'A' : -1;
        return index >= 0 && (Shapes[index] >> (((Height - 1 - y) * Width) + (Width - 1 - x)) & 1) == 1;
    }
}
