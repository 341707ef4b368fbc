using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Simulator.ModelTrials;

/// <summary>How well empty hands are told from others.</summary>
internal sealed class EmptyTally(ModelHands hands)
{
    private const int Classes = 10;

    /// <summary>Empty hands are as many as the posterior takes them to be, whatever were posed.</summary>
    private const double Before = 0.3;

    private readonly double[] _said = new double[2 * Classes], _looks = new double[2 * Classes];
    private int _held, _heldMissed, _empty, _emptyMissed;

    /// <summary>Share of hands with something in them of which the opposite is said.</summary>
    public double? HeldMissed => Shares.Of(_heldMissed, _held);

    /// <summary>Share of empty hands of which the opposite is said.</summary>
    public double? EmptyMissed => Shares.Of(_emptyMissed, _empty);

    /// <summary>As <see cref="HandsTally.CalibrationError"/>, of the share of nothing.</summary>
    public double? CalibrationError
    {
        get
        {
            if (_held == 0 || _empty == 0) return null;
            double sum = 0;
            for (int c = 0; c < Classes; c++)
            {
                double empty = Before / _empty * _looks[Classes + c], said = Before / _empty * _said[Classes + c] + (1 - Before) / _held * _said[c];
                sum += Math.Abs(said - empty);
            }
            return sum;
        }
    }

    /// <summary>All of it.</summary>
    public object Figures => new { Held = _held, Empty = _empty, HeldMissed, EmptyMissed, CalibrationError };

    /// <summary>Adds a look.</summary>
    public void Add(SeenHand hand, bool isEmpty)
    {
        double said = 1 / (1 + Math.Exp(-(hands.EmptySlope * hand.EmptyLogit + hands.EmptyShift)));
        int at = Math.Clamp((int)(said * Classes), 0, Classes - 1) + (isEmpty ? Classes : 0);
        _looks[at]++;
        _said[at] += said;
        if (isEmpty)
        {
            _empty++;
            if (said < 0.5) _emptyMissed++;
        }
        else
        {
            _held++;
            if (said >= 0.5) _heldMissed++;
        }
    }
}
