using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NbaStudio.Tests.Support;

/// <summary>Every rule of axe on the whole page. Only violations are worked out to the last element: what passes is not described, which takes longer than finding it.</summary>
public static class AxeScan
{
    public static Task<AxeResult> ScanAsync(this IPage page) => page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
}
