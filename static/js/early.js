/* Before anything is laid out: styles may count on the script. */
document.documentElement.classList.add("js");
