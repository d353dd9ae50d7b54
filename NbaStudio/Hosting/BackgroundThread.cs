using System.Runtime.InteropServices;

namespace NbaStudio.Hosting;

/// <summary>Long computations that must not make live decisions wait: a thread of their own that gets the processor when nobody else wants it. So do the threads that it starts, where the system passes the rank on (Linux does).</summary>
internal static class BackgroundThread
{
    // Of the ranks from -20 to 19, in which 0 is what everything else has: about a tenth of its share where both want the same processor.
    private const int Rank = 10;

    // PRIO_PROCESS: on Linux every thread has its own; 0 for "who" is the one that asks.
    private const int OfThread = 0;

    /// <summary>Runs work on such a thread.</summary>
    /// <returns>Ends when the work has ended; fails as it fails.</returns>
    public static Task RunAsync(Action work)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            StepBack();
            try
            {
                work();
                end.SetResult();
            }
            catch (Exception failure)
            {
                end.SetException(failure);
            }
        })
        { IsBackground = true, Name = "what-if", Priority = ThreadPriority.BelowNormal };
        thread.Start();
        return end.Task;
    }

    // .NET passes a thread's priority to Windows only. To step back is always allowed, and where it should fail the work is done all the same.
    private static void StepBack()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(OfThread, 0, Rank);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
