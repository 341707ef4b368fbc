using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>
/// The project's own family for ceiling cameras (<c>models/training/people</c>): one grid, one row a cell, lengths in cells from the
/// middle of the row's own cell:
/// <code>
///  0 box's middle: x, y               5 head: x, y, seen            14 head near here: x, y, near
///  2 box's size: log width, height    8 one wrist: x, y, seen       17 wrist near here, anybody's: x, y, near
///  4 person's share                  11 the other: x, y, seen       20 how sure the one is the left
/// </code>
/// A person's cell says about where each point is and whether it is seen; the cells at that place say exactly where the point near
/// them is, whoever's it may be. So each point is moved to what the best of the nine cells around it says, sure and close.
/// </summary>
internal sealed class OverheadDecoder : IOutputDecoder
{
    private const int RowLength = 21, Person = 4, Around = 1;
    private const int Head = 5, One = 8, Other = 11, HeadNear = 14, WristNear = 17, OneIsLeft = 20, PointLength = 3;

    /// <summary>Cells: how far a person's own word of a point is off, by and large.</summary>
    private const float OwnSpread = 0.75f;

    /// <summary>What a near cell must be worth at the least to be believed.</summary>
    private const float WorthMin = 0.1f;

    private readonly int _columns, _rows, _stride;

    public OverheadDecoder(ModelInput input, ModelOutput output)
    {
        _stride = output.Strides[0];
        (_columns, _rows) = (input.Width / _stride, input.Height / _stride);
        BoxesMax = _columns * _rows;
        Outputs = [new TensorShape(1, BoxesMax, RowLength)];
    }

    public IReadOnlyList<TensorShape> Outputs { get; }

    public int BoxesMax { get; }

    public void Decode(OutputTensors outputs, BoxList boxes)
    {
        ReadOnlySpan<float> all = outputs[0];
        for (int cell = 0; cell < BoxesMax; cell++)
        {
            ReadOnlySpan<float> row = all.Slice(cell * RowLength, RowLength);
            if (!(row[Person] >= boxes.ScoreMin)) continue;
            float x = (cell % _columns) + 0.5f, y = (cell / _columns) + 0.5f;
            BodyPoint head = Point(all, row, x, y, Head, HeadNear), one = Point(all, row, x, y, One, WristNear), other = Point(all, row, x, y, Other, WristNear);
            BodyPoints points = row[OneIsLeft] >= 0.5f ? new(head, one, other) : new(head, other, one);
            boxes.Add(
                (x + row[0]) * _stride, (y + row[1]) * _stride, MathF.Exp(row[2]) * _stride, MathF.Exp(row[3]) * _stride, row[Person], 0, points);
        }
    }

    private BodyPoint Point(ReadOnlySpan<float> all, ReadOnlySpan<float> row, float cellX, float cellY, int ownAt, int nearAt)
    {
        ReadOnlySpan<float> own = row.Slice(ownAt, PointLength);
        float x = cellX + own[0], y = cellY + own[1], worth = WorthMin;
        if (!(own[2] > 0) || !float.IsFinite(x) || !float.IsFinite(y)) return default;
        (float bestX, float bestY) = (x, y);
        // A place far outside of the grid has no cells around it; the clamp keeps the conversion from overflowing.
        int column = (int)MathF.Floor(Math.Clamp(x, -2f, _columns + 2f)), rowOf = (int)MathF.Floor(Math.Clamp(y, -2f, _rows + 2f));
        for (int r = Math.Max(0, rowOf - Around); r <= Math.Min(_rows - 1, rowOf + Around); r++)
        {
            for (int c = Math.Max(0, column - Around); c <= Math.Min(_columns - 1, column + Around); c++)
            {
                ReadOnlySpan<float> near = all.Slice((((r * _columns) + c) * RowLength) + nearAt, PointLength);
                float nearX = c + 0.5f + near[0], nearY = r + 0.5f + near[1];
                float far = ((nearX - x) * (nearX - x)) + ((nearY - y) * (nearY - y));
                float here = near[2] * MathF.Exp(-far / (2 * OwnSpread * OwnSpread));
                if (here > worth) (worth, bestX, bestY) = (here, nearX, nearY);
            }
        }
        return new BodyPoint(bestX * _stride, bestY * _stride, own[2]);
    }
}
