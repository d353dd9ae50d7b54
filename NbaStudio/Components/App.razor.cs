using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace NbaStudio.Components;

/// <summary>The page around the pages. Rendered once per full load, without a circuit.</summary>
public sealed partial class App
{
    // Prerendering is off: a page that renders twice would read everything twice.
    private static readonly InteractiveServerRenderMode Mode = new(prerender: false);

    [CascadingParameter]
    private HttpContext? Context { get; set; }

    private string? Theme => Context?.Request.Cookies["theme"] is "dark" ? "dark" : "light";
}
