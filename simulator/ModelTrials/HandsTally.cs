using System.Globalization;

namespace O4O.Simulator.ModelTrials;

/// <summary>Looks at hands held against the truth, over all and by slices.</summary>
internal sealed class HandsTally
{
    private const int Classes = 10;
    private readonly SortedDictionary<string, (int Looks, int Right)> _slices = new(StringComparer.Ordinal);
    private readonly double[] _said = new double[Classes];
    private readonly int[] _looks = new int[Classes], _right = new int[Classes];
    private int _brand, _wrong;

    public int Looks => _looks.Sum();

    public int Right => _right.Sum();

    public double? Top1 => Shares.Of(Right, Looks);

    /// <summary>Of the wrong ones, how many were another product of the same brand.</summary>
    public double? WrongOfTheBrand => Shares.Of(_brand, _wrong);

    /// <summary>Looks and right ones by slice.</summary>
    public IReadOnlyDictionary<string, (int Looks, int Right)> Slices => _slices;

    /// <summary>
    /// Mean distance between what looks say of their first guess and how often such guesses are right, in ten classes (expected calibration
    /// error; Guo et al. 2017).
    /// </summary>
    public double? CalibrationError
    {
        get
        {
            if (Looks == 0) return null;
            double sum = 0;
            for (int c = 0; c < Classes; c++) sum += Math.Abs(_said[c] - _right[c]);
            return sum / Looks;
        }
    }

    /// <summary>Adds a look.</summary>
    /// <param name="hand">At what.</param>
    /// <param name="isRight">Whether its first guess is right.</param>
    /// <param name="isBrand">Whether that is at least of the same brand.</param>
    /// <param name="hasAlike">Whether another product of that brand could have been meant.</param>
    /// <param name="share">What it says of its first guess, 0 to 1.</param>
    public void Add(SeenHand hand, bool isRight, bool isBrand, bool hasAlike, double share)
    {
        int at = Math.Clamp((int)(share * Classes), 0, Classes - 1);
        _looks[at]++;
        _said[at] += share;
        if (isRight) _right[at]++;
        else
        {
            _wrong++;
            if (isBrand) _brand++;
        }
        double fine = hand.MmPerPixel;
        Count(hand.Seen < 0.025 ? "seen, under 2.5 % of the window" : hand.Seen < 0.05 ? "seen, 2.5 to 5 %" : hand.Seen < 0.1 ? "seen, 5 to 10 %" : "seen, over 10 %", isRight);
        Count(fine < 3 ? "fineness, under 3 mm a pixel" : fine < 5 ? "fineness, 3 to 5 mm" : fine < 8 ? "fineness, 5 to 8 mm" : "fineness, over 8 mm", isRight);
        Count(hasAlike ? "company, with others of its brand" : "company, alone of its brand", isRight);
    }

    /// <summary>Lines of a table, a slice each.</summary>
    public IEnumerable<string> Lines() =>
        _slices.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key,-36} {s.Value.Looks,7} {(double)s.Value.Right / s.Value.Looks,7:0.000}"));

    private void Count(string slice, bool isRight)
    {
        (int looks, int right) = _slices.GetValueOrDefault(slice);
        _slices[slice] = (looks + 1, right + (isRight ? 1 : 0));
    }
}
