// Before the first paint, so that a chosen theme never flashes in the other one.
(function () {
  var theme = localStorage.getItem('kazi.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
