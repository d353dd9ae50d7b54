using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace NbaStudio.Components;

/// <summary>The page around the pages. Rendered once per full load, without a circuit.</summary>
public sealed partial class App
{
    // Prerendering is off: a page that renders twice would read everything twice.
    private static readonly InteractiveServerRenderMode Interactive = new(prerender: false);

    // Pages at the door set cookies, which a circuit cannot: they are drawn by the request alone.
    private InteractiveServerRenderMode? Mode => Context?.AcceptsInteractiveRouting() == false ? null : Interactive;

    [CascadingParameter]
    private HttpContext? Context { get; set; }

    private string? Theme => Context?.Request.Cookies["theme"] is "dark" ? "dark" : "light";
}
