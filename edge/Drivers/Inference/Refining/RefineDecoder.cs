using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Refining;

/// <summary>
/// The family refine (<c>models/training/refine</c>): of one person in the middle of a square, a row of the whole and a row for each cell of one
/// grid. Lengths of the first are in parts of the square's side from its middle, of the others in cells from the middle of the row's own cell:
/// <code>
///  whole: 0 share of the box that is right   1 box's middle: x, y   3 box's size: log width, height   5 noughts
///  cell:  0 head: place, x, y, seen          4 left wrist           8 right wrist
/// </code>
/// A joint's places are logarithms whose softmax over all cells is a map of where it may be: where it stands out, the cells around say exactly
/// where. The maps of the two wrists are taken together, since from above left and right can often not be told: two places that together
/// explain both maps best are the wrists, and only then it is asked which is the left.
/// </summary>
internal sealed class RefineDecoder
{
    private const int RowLength = 12, JointLength = 4, Joints = 3, Head = 0, Left = 1, Right = 2;

    /// <summary>Places that a wrist may be at.</summary>
    private const int PeaksMax = 3;

    /// <summary>Cells between two of them, at the least.</summary>
    private const int Apart = 2;

    /// <summary>Of both wrists at one place: a map that stands out twice is more often in doubt about the two than of folded hands.</summary>
    private const float SameWorth = 0.7f;

    /// <summary>Logarithms of a box's size, in parts of the square's side: limited as in training, where nothing beyond was learned.</summary>
    private const float SizeLogMin = -4, SizeLogMax = 2;

    private readonly int _side, _stride, _grid;
    private readonly float[][] _maps;
    private readonly float[] _either, _sums;
    private readonly (int Row, int Column)[] _peaks = new (int, int)[PeaksMax];

    public RefineDecoder(ModelInput input, ModelOutput output)
    {
        (_side, _stride) = (input.Width, output.Strides[0]);
        _grid = _side / _stride;
        _maps = [new float[_grid * _grid], new float[_grid * _grid], new float[_grid * _grid]];
        (_either, _sums) = (new float[_grid * _grid], new float[_grid * _grid]);
        Shape = new Decoding.TensorShape(1, 1 + _grid * _grid, RowLength);
    }

    public Decoding.TensorShape Shape { get; }

    /// <summary>Reads one square.</summary>
    /// <param name="all">The model's output.</param>
    /// <param name="x">The square's middle, pixels of the picture.</param>
    /// <param name="y">See <paramref name="x"/>.</param>
    /// <param name="wide">The square's side, pixels of the picture.</param>
    public Detection Decode(ReadOnlySpan<float> all, float x, float y, float wide)
    {
        ReadOnlySpan<float> whole = all[..RowLength], cells = all[RowLength..];
        float width = MathF.Exp(Math.Clamp(whole[3], SizeLogMin, SizeLogMax)) * wide, height = MathF.Exp(Math.Clamp(whole[4], SizeLogMin, SizeLogMax)) * wide;
        float left = x + whole[1] * wide - width / 2, top = y + whole[2] * wide - height / 2;
        for (int joint = 0; joint < Joints; joint++) Share(cells, joint, _maps[joint]);
        for (int i = 0; i < _either.Length; i++) _either[i] = (_maps[Left][i] + _maps[Right][i]) / 2;
        Peaks(_maps[Head], 1);
        BodyPoint head = InPicture(Read(cells, _maps[Head], _peaks[0], Head, Head), x, y, wide);
        int peaks = Peaks(_either, PeaksMax), bestLeft = 0, bestRight = 0;
        float best = -1;
        for (int l = 0; l < peaks; l++)
        {
            for (int r = 0; r < peaks; r++)
            {
                float worth = Around(_maps[Left], _peaks[l]) * Around(_maps[Right], _peaks[r]) * (l == r ? SameWorth : 1);
                if (worth > best) (best, bestLeft, bestRight) = (worth, l, r);
            }
        }
        BodyPoint one = InPicture(Read(cells, _either, _peaks[bestLeft], Left, Right), x, y, wide), other = InPicture(Read(cells, _either, _peaks[bestRight], Left, Right), x, y, wide);
        return new Detection(left, top, width, height, whole[0], 0, new BodyPoints(head, one, other));
    }

    private BodyPoint InPicture((float X, float Y, float Seen) point, float x, float y, float wide)
    {
        float scale = wide * _stride / _side, atX = x - wide / 2 + point.X * scale, atY = y - wide / 2 + point.Y * scale;
        return float.IsFinite(atX) && float.IsFinite(atY) && point.Seen > 0 ? new BodyPoint(atX, atY, point.Seen) : default;
    }

    /// <summary>A joint's places as shares that make one.</summary>
    private static void Share(ReadOnlySpan<float> cells, int joint, Span<float> map)
    {
        float most = float.NegativeInfinity, sum = 0;
        for (int i = 0; i < map.Length; i++) most = MathF.Max(most, map[i] = cells[i * RowLength + joint * JointLength]);
        for (int i = 0; i < map.Length; i++) sum += map[i] = MathF.Exp(map[i] - most);
        for (int i = 0; i < map.Length; i++) map[i] /= sum;
    }

    /// <summary>The cells with the most around them, apart from each other; returns how many.</summary>
    private int Peaks(ReadOnlySpan<float> map, int most)
    {
        for (int row = 0; row < _grid; row++)
            for (int column = 0; column < _grid; column++) _sums[row * _grid + column] = Around(map, (row, column));
        int count = 0;
        while (count < most)
        {
            int at = 0;
            for (int i = 1; i < _sums.Length; i++)
                if (_sums[i] > _sums[at]) at = i;
            if (count > 0 && !(_sums[at] >= 0)) break;
            (int row, int column) = (at / _grid, at % _grid);
            _peaks[count++] = (row, column);
            for (int r = Math.Max(0, row - Apart); r <= Math.Min(_grid - 1, row + Apart); r++)
                for (int c = Math.Max(0, column - Apart); c <= Math.Min(_grid - 1, column + Apart); c++) _sums[r * _grid + c] = -1;
        }
        return count;
    }

    /// <summary>What a map has in the nine cells around one.</summary>
    private float Around(ReadOnlySpan<float> map, (int Row, int Column) at)
    {
        float sum = 0;
        for (int r = Math.Max(0, at.Row - 1); r <= Math.Min(_grid - 1, at.Row + 1); r++)
            for (int c = Math.Max(0, at.Column - 1); c <= Math.Min(_grid - 1, at.Column + 1); c++) sum += map[r * _grid + c];
        return sum;
    }

    /// <summary>The mean of what the cells around a place say of a point, by how likely it is in them; in cells from the square's corner.</summary>
    private (float X, float Y, float Seen) Read(ReadOnlySpan<float> cells, ReadOnlySpan<float> map, (int Row, int Column) at, int firstJoint, int lastJoint)
    {
        float x = 0, y = 0, seen = 0, total = 0;
        for (int r = Math.Max(0, at.Row - 1); r <= Math.Min(_grid - 1, at.Row + 1); r++)
        {
            for (int c = Math.Max(0, at.Column - 1); c <= Math.Min(_grid - 1, at.Column + 1); c++)
            {
                int cell = r * _grid + c;
                for (int joint = firstJoint; joint <= lastJoint; joint++)
                {
                    ReadOnlySpan<float> row = cells.Slice(cell * RowLength + joint * JointLength, JointLength);
                    (x, y, seen, total) = (x + map[cell] * (c + 0.5f + row[1]), y + map[cell] * (r + 0.5f + row[2]), seen + map[cell] * row[3], total + map[cell]);
                }
            }
        }
        return total > 0 ? (x / total, y / total, seen / total) : default;
    }
}
