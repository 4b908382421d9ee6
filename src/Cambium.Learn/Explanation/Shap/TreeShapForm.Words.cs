using Cambium.Data;

namespace Cambium.Learn;

sealed unsafe partial class TreeShapForm
{
    /// <summary>The same trees, whose values are told of what they ask for: a place of a vector has its own.</summary>
    TreeShapForm(TreeShapForm form, EquatableArray<string> asked)
        : base(form.Model, form.Features, form.Link, asked)
    {
        (_trees, _margins, _points, _expected, _terms) = (form._trees, form._margins, form._points, form._expected, form._terms);
        _columns = [.. Enumerable.Range(0, asked.Count)];
    }

    /// <summary>The same values, told also of each place of a vector that a tree asks for.</summary>
    ShapValues WordValues(Table rows, ShapOptions options)
    {
        var wide = Wide();
        var asked = _trees.Asked.Select(place => wide[place]).ToEquatableArray();
        ShapRefusal.ThrowIfTooManyWords((long)rows.RowCount * Outputs * asked.Count);
        return new TreeShapForm(this, asked.Select(feature => feature.Name).ToEquatableArray()).Values(rows, options with { Words = false }).In(asked, Columns);
    }
}
