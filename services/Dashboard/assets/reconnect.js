// Blazor connects again by itself, but for ever when its session has ended: by a restart, or a logout in another tab.
(() => {
    const away = document.getElementById("components-reconnect-modal");
    let state = "hide", leaving = false;

    // Whoever logs out is on the way to the login already; a download leaves the page where it is.
    addEventListener("submit", event => leaving ||= !event.defaultPrevented && event.target.method === "post");
    away.addEventListener("components-reconnect-state-changed", async ({ detail }) => {
        const before = state;
        state = detail.state;
        if (state === "hide")
            away.close();
        if (state === "hide" || before !== "hide" || leaving)
            return;

        away.showModal();
        while (state !== "hide") {
            await new Promise(next => setTimeout(next, 1000));
            const answer = await fetch("_blazor/initializers", { cache: "no-store" }).catch(() => null);
            const givenUp = !["hide", "show", "retrying"].includes(state);
            if (answer?.status === 401 || (answer?.ok && givenUp))
                return location.reload();
        }
    });
})();
