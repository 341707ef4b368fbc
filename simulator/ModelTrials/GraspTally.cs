using System.Globalization;

namespace O4O.Simulator.ModelTrials;

/// <summary>How looks at one grasp hang together: looks that follow each other see nearly the same.</summary>
internal sealed class GraspTally
{
    private readonly List<(int Looks, int Right)> _grasps = [];
    private int _pairs, _bothRight, _bothWrong, _sameGuess;
    private double _looks, _right;

    /// <summary>Share of looks whose first guess is right.</summary>
    public double? Right => _looks == 0 ? null : _right / _looks;

    /// <summary>Correlation of right and wrong between looks that follow each other.</summary>
    public double? Correlation
    {
        get
        {
            if (_pairs == 0 || Right is not { } p || p is <= 0 or >= 1) return null;
            double both = (double)_bothRight / _pairs;
            return (both - p * p) / (p * (1 - p));
        }
    }

    /// <summary>Grasps of three looks and more in which none is right.</summary>
    public double? NeverRight => _grasps.Count(g => g.Looks >= 3) is var all and > 0 ? (double)_grasps.Count(g => g.Looks >= 3 && g.Right == 0) / all : null;

    /// <summary>All of it.</summary>
    public object Figures => new { Grasps = _grasps.Count, Looks = (int)_looks, Right, Correlation, NeverRight, SameGuessAgain = Shares.Of(_sameGuess, _pairs), WrongAfterWrong = WrongAfterWrong };

    private double? WrongAfterWrong => _pairs - _bothRight is var some and > 0 && Right is { } p && p < 1 ? _bothWrong / (_pairs * (1 - p)) : null;

    /// <summary>Adds a grasp's looks in their order.</summary>
    /// <param name="looks">What each said, and whether that is right.</param>
    public void Add(IReadOnlyList<(long Said, bool IsRight)> looks)
    {
        if (looks.Count == 0) return;
        _grasps.Add((looks.Count, looks.Count(l => l.IsRight)));
        _looks += looks.Count;
        _right += looks.Count(l => l.IsRight);
        for (int i = 1; i < looks.Count; i++)
        {
            _pairs++;
            if (looks[i].IsRight && looks[i - 1].IsRight) _bothRight++;
            if (!looks[i].IsRight && !looks[i - 1].IsRight) _bothWrong++;
            if (looks[i].Said == looks[i - 1].Said) _sameGuess++;
        }
    }

    /// <summary>For people.</summary>
    public IEnumerable<string> Lines()
    {
        if (_grasps.Count == 0) yield break;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{_grasps.Count} grasps of a day, {_looks:0} looks 200 ms apart among all that the store sells: right {Right:0.000}; correlation of neighbours {Correlation:0.00}, the same guess again {Shares.Of(_sameGuess, _pairs):0.00}; never right in {NeverRight:0.000} of the grasps");
    }
}
